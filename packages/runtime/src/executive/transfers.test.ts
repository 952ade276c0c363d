import { describe, expect, test } from "vitest"
import { freeBalance } from "../pallets/balances/currency.ts"
import { calls as balances } from "../pallets/balances/schema.ts"
import { calls as evm } from "../pallets/evm/schema.ts"
import { storage as subtensor, calls as subtensorCalls } from "../pallets/subtensor/schema.ts"
import { calls as sudo } from "../pallets/sudo/schema.ts"
import { accountNonce } from "../pallets/system/account.ts"
import { storage as system, calls as systemCalls } from "../pallets/system/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { createTransactionChain, issuance, keyOf, sumOfAccounts } from "./transactions.testkit.ts"

/* Fees, events and books of included extrinsics: behaviour/keys-and-fees.md section 3. */

const { Alice, Bob } = devAccounts
const alice = keyOf("//Alice")
const bob = keyOf("//Bob")
const newcomer = keyOf("//Newcomer")
const toBob = (value: bigint) =>
  balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value })

function startedChain() {
  const chain = createTransactionChain()
  chain.nextBlock()
  return chain
}

const namesOf = (events: readonly { name: string }[]) => events.map(({ name }) => name)

describe("a transfer", () => {
  const fee = 166_247n

  test("pays the recorded fee, in the recorded order of events", () => {
    const chain = startedChain()
    const result = chain.apply(chain.signed(alice, toBob(1_000_000_000n)))
    expect(result).toEqual({ ok: true, dispatched: true })
    expect(chain.takeEvents()).toEqual([
      { name: "Balances.Withdraw", value: { who: Alice, amount: fee } },
      { name: "Balances.Transfer", value: { from: Alice, to: Bob, amount: 1_000_000_000n } },
      { name: "Balances.Deposit", value: { who: Alice, amount: 0n } },
      { name: "TransactionPayment.TransactionFeePaid", value: { who: Alice, actual_fee: fee, tip: 0n } },
      {
        name: "System.ExtrinsicSuccess",
        value: {
          dispatch_info: {
            weight: { ref_time: 332_208_000n, proof_size: 7791n },
            class: "Normal",
            pays_fee: "Yes",
          },
        },
      },
    ])
  })

  test("moves the amount, counts the nonce, and burns fee and tip from both issuances", () => {
    const chain = startedChain()
    const { state } = chain
    // Subtensor's own counter is 0 on this chain until a subnet starts.
    subtensor.TotalIssuance.set(state, 10n ** 15n)
    const before = { sum: issuance(state), subtensor: subtensor.TotalIssuance.get(state) }
    const [aliceBefore, bobBefore] = [freeBalance(state, Alice), freeBalance(state, Bob)]
    chain.apply(chain.signed(alice, toBob(1_000_000_000n), { tip: 77n }))
    // A tip of 64 and more takes one byte more.
    const paid = fee + 1n + 77n
    expect(aliceBefore - freeBalance(state, Alice)).toBe(1_000_000_000n + paid)
    expect(freeBalance(state, Bob) - bobBefore).toBe(1_000_000_000n)
    expect(accountNonce(state, Alice)).toBe(1)
    expect(before.sum - issuance(state)).toBe(paid)
    expect(before.subtensor - subtensor.TotalIssuance.get(state)).toBe(paid)
    expect(sumOfAccounts(state)).toBe(issuance(state))
    const [feePaid] = chain.takeEvents().filter(({ name }) => name.includes("FeePaid"))
    expect(feePaid?.value).toEqual({ who: Alice, actual_fee: paid, tip: 77n })
  })

  test("to a new account creates it, and below the existential deposit fails and still pays", () => {
    const chain = startedChain()
    const give = (value: bigint) =>
      balances.transfer_allow_death.make({ dest: { type: "Id", value: newcomer.account }, value })
    chain.apply(chain.signed(alice, give(499n)))
    const [withdraw, refund, paid, failed] = chain.takeEvents()
    expect([withdraw?.name, refund?.name, paid?.name]).toEqual([
      "Balances.Withdraw",
      "Balances.Deposit",
      "TransactionPayment.TransactionFeePaid",
    ])
    expect(failed).toMatchObject({
      name: "System.ExtrinsicFailed",
      value: { dispatch_error: { type: "Token", value: "BelowMinimum" } },
    })
    expect(accountNonce(chain.state, Alice)).toBe(1)

    chain.apply(chain.signed(alice, give(500n)))
    expect(namesOf(chain.takeEvents())).toEqual([
      "Balances.Withdraw",
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      "Balances.Deposit",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ])
    expect(sumOfAccounts(chain.state)).toBe(issuance(chain.state))
  })

  test("to oneself succeeds without an event of its own", () => {
    const chain = startedChain()
    chain.apply(chain.signed(bob, toBob(5n)))
    expect(namesOf(chain.takeEvents())).toEqual([
      "Balances.Withdraw",
      "Balances.Deposit",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ])
  })

  test.each(["ed25519", "ecdsa"] as const)("can be signed with %s", (scheme) => {
    const chain = startedChain()
    const pair = keyOf("//Other", scheme)
    const fund = balances.transfer_keep_alive.make({
      dest: { type: "Id", value: pair.account },
      value: 10n ** 9n,
    })
    chain.apply(chain.signed(alice, fund))
    expect(chain.apply(chain.signed(pair, toBob(1n)))).toEqual({ ok: true, dispatched: true })
  })

  test("of all that one has kills the account, whose fee has then gone before", () => {
    const chain = startedChain()
    const fund = balances.transfer_keep_alive.make({
      dest: { type: "Id", value: newcomer.account },
      value: 10n ** 9n,
    })
    chain.apply(chain.signed(alice, fund))
    chain.takeEvents()
    const all = balances.transfer_all.make({ dest: { type: "Id", value: Bob }, keep_alive: false })
    chain.apply(chain.signed(newcomer, all))
    expect(namesOf(chain.takeEvents())).toEqual([
      "Balances.Withdraw",
      "System.KilledAccount",
      "Balances.Transfer",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ])
    expect(system.Account.has(chain.state, newcomer.account)).toBe(false)
    expect(sumOfAccounts(chain.state)).toBe(issuance(chain.state))
  })
})

describe("calls that pay otherwise", () => {
  test("sudo is charged in full and refunded in full", () => {
    const chain = startedChain()
    const before = freeBalance(chain.state, Alice)
    chain.apply(
      chain.signed(alice, sudo.sudo.make({ call: systemCalls.remark.make({ remark: new Uint8Array() }) })),
    )
    const events = chain.takeEvents()
    expect(namesOf(events)).toEqual([
      "Balances.Withdraw",
      "Sudo.Sudid",
      "Balances.Deposit",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ])
    const [withdraw, , deposit, paid, success] = events
    expect(deposit?.value).toEqual(withdraw?.value)
    expect(paid?.value).toEqual({ who: Alice, actual_fee: 0n, tip: 0n })
    expect(success?.value).toMatchObject({ dispatch_info: { pays_fee: "No" } })
    expect(freeBalance(chain.state, Alice)).toBe(before)
  })

  test("a free call of an account without TAO leaves only fee and system events", () => {
    const chain = startedChain()
    const owned = newcomer.account
    // The zero account's neuron is the only one at genesis; a take is the simplest free call with an owner.
    subtensor.Owner.set(chain.state, Bob, owned)
    const call = subtensorCalls.decrease_take.make({ hotkey: Bob, take: 100 })
    expect(chain.apply(chain.signed(newcomer, call))).toEqual({ ok: true, dispatched: true })
    const events = chain.takeEvents()
    expect(namesOf(events)).toEqual([
      "SubtensorModule.TakeDecreased",
      "TransactionPayment.TransactionFeePaid",
      "System.ExtrinsicSuccess",
    ])
    expect(events[1]?.value).toEqual({ who: owned, actual_fee: 0n, tip: 0n })
    expect(system.Account.get(chain.state, owned)).toMatchObject({ nonce: 1, providers: 0 })
  })

  test("a tip on a free call is charged", () => {
    const chain = startedChain()
    subtensor.Owner.set(chain.state, Bob, Alice)
    const call = subtensorCalls.decrease_take.make({ hotkey: Bob, take: 100 })
    chain.apply(chain.signed(alice, call, { tip: 9n }))
    expect(chain.takeEvents().filter(({ name }) => !name.startsWith("S"))).toEqual([
      { name: "Balances.Withdraw", value: { who: Alice, amount: 9n } },
      { name: "Balances.Deposit", value: { who: Alice, amount: 0n } },
      { name: "TransactionPayment.TransactionFeePaid", value: { who: Alice, actual_fee: 9n, tip: 9n } },
    ])
  })

  test("a call without logic fails with Unavailable and pays", () => {
    const chain = startedChain()
    const call = evm.withdraw.make({ address: `0x${"11".repeat(20)}`, value: 1n })
    expect(chain.apply(chain.signed(alice, call))).toEqual({ ok: true, dispatched: false })
    const events = chain.takeEvents()
    expect(events.at(-1)).toMatchObject({
      name: "System.ExtrinsicFailed",
      value: { dispatch_error: { type: "Unavailable" } },
    })
    expect(events[0]?.name).toBe("Balances.Withdraw")
  })

  test("refused at dispatch by a guard, a nested call costs the batch its fee", () => {
    const chain = startedChain()
    const take = subtensorCalls.increase_take.make({ hotkey: Bob, take: 65_535 })
    const result = chain.state.dispatcher.dispatch(
      chain.state,
      { type: "Signed", value: Alice },
      { type: "Utility", value: { type: "batch", value: { calls: [take] } } },
    )
    expect(result.ok).toBe(true)
    expect(namesOf(chain.takeEvents())).toEqual(["Utility.BatchInterrupted"])
  })
})

describe("the block's books", () => {
  test("count weights and lengths, and give back what was not used", () => {
    const chain = startedChain()
    const start = system.BlockWeight.get(chain.state)
    const bytes = chain.signed(alice, toBob(1n))
    chain.apply(bytes)
    const { normal } = system.BlockWeight.get(chain.state)
    expect(normal.ref_time - start.normal.ref_time).toBe(332_208_000n)
    expect(normal.proof_size - start.normal.proof_size).toBe(7791n + BigInt(bytes.length))
    // Base block, and the timestamp with its base extrinsic.
    expect(start.mandatory.ref_time).toBe(431_614_000n + 321_973_000n)
  })

  test("events are in storage when the block ends, and gone with the next", () => {
    const chain = startedChain()
    chain.apply(chain.signed(alice, toBob(1n)))
    const names = namesOf(chain.state.events.map(({ event }) => ({ name: event.value.type })))
    chain.endBlock()
    const stored = system.Events.get(chain.state)
    expect(stored.map(({ event }) => event.value.type)).toEqual(names)
    expect(system.EventCount.get(chain.state)).toBe(names.length)
    expect(system.ExtrinsicCount.get(chain.state)).toBeUndefined()
    expect(system.ExecutionPhase.get(chain.state)).toBeUndefined()
  })
})
