/**
 * What people get wrong, as signed transactions in real blocks: each is included with its documented error, costs its fee and nothing
 * else, and the books hold after every block.
 */
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { mortalEra } from "../executive/era.ts"
import {
  createTransactionChain,
  hashAt,
  issuance,
  keyOf,
  sumOfAccounts,
  type TransactionChain,
} from "../executive/transactions.testkit.ts"
import { errorName } from "../verdict.testkit.ts"
import { terms } from "./crowdloan/crowdloan.testkit.ts"
import { calls as crowdloan } from "./crowdloan/schema.ts"
import { bare, ownBeacon, pulseOf, withBeacon } from "./drand/drand.testkit.ts"
import { storage as drand } from "./drand/schema.ts"
import { calls as mevShield, storage as shield } from "./mevShield/schema.ts"
import { calls as multisig } from "./multisig/schema.ts"
import { calls as preimage } from "./preimage/schema.ts"
import { calls as proxy } from "./proxy/schema.ts"
import { storage as system, calls as systemCalls } from "./system/schema.ts"
import { encodedCall } from "./utility/encoded.ts"

const poor = keyOf("//Poor")
const tao = 10n ** 9n
const [alice, bob] = [keyOf("//Alice"), keyOf("//Bob")]
const remark = systemCalls.remark.make({ remark: Uint8Array.of(1) })
const other_signatories: Hex[] = [alice.account, bob.account].toSorted()

/** By default enough for fees, and for nothing else. */
function open(wealth = tao / 20n): TransactionChain {
  const spec = withBeacon(ownBeacon)
  const balances = new Map([...spec.genesis.balances, [poor.account, wealth]])
  const chain = createTransactionChain({ ...spec, genesis: { ...spec.genesis, balances: [...balances] } })
  chain.nextBlock()
  chain.takeEvents()
  return chain
}

const team = { threshold: 2, other_signatories }
const call_hash = encodedCall(remark).hash
const max_weight = { ref_time: 10n ** 6n, proof_size: 0n }
const asMulti = (maybe_timepoint: { height: number; index: number } | undefined) =>
  multisig.approve_as_multi.make({ ...team, maybe_timepoint, call_hash, max_weight })
const target = { type: "Id", value: alice.account } as const

const wrong: readonly (readonly [error: string, call: RuntimeCallValue])[] = [
  ["Balances.InsufficientBalance", asMulti(undefined)],
  ["Multisig.UnexpectedTimepoint", asMulti({ height: 1, index: 2 })],
  [
    "Multisig.NotFound",
    multisig.cancel_as_multi.make({ ...team, timepoint: { height: 1, index: 2 }, call_hash }),
  ],
  ["Balances.InsufficientBalance", proxy.add_proxy.make({ delegate: target, proxy_type: "Any", delay: 0 })],
  ["Balances.InsufficientBalance", proxy.create_pure.make({ proxy_type: "Any", delay: 0, index: 0 })],
  ["Token.FundsUnavailable", preimage.note_preimage.make({ bytes: new Uint8Array(9) })],
  ["Crowdloan.InsufficientBalance", crowdloan.create.make(terms)],
  ["Crowdloan.InvalidCrowdloanId", crowdloan.contribute.make({ crowdloan_id: 7, amount: tao })],
]

/** Name of the error that the last transaction failed with, and the fee that it paid. */
function outcome(chain: TransactionChain): { error: string; fee: bigint } {
  const events = chain.takeEvents()
  const failed = events.find(({ name }) => name === "System.ExtrinsicFailed")?.value as {
    dispatch_error: never
  }
  const paid = events.find(({ name }) => name.endsWith("TransactionFeePaid"))?.value as { actual_fee: bigint }
  return { error: errorName(failed.dispatch_error), fee: paid?.actual_fee ?? 0n }
}

const accountOf = ({ state }: TransactionChain) => system.Account.get(state, poor.account)

describe("a transaction that fails", () => {
  test.each(wrong)("with %s costs its fee alone", (error, call) => {
    const chain = open()
    const before = accountOf(chain).data
    expect(chain.apply(chain.signed(poor, call))).toEqual({ ok: true, dispatched: false })
    const { error: told, fee } = outcome(chain)
    expect([told, fee > 0n]).toEqual([error, true])
    expect(accountOf(chain).data).toEqual({ ...before, free: before.free - fee })
    chain.nextBlock()
    chain.endBlock()
    expect(sumOfAccounts(chain.state)).toBe(issuance(chain.state))
  })

  test("for a timepoint that is another's leaves the pending call and its deposit", () => {
    const chain = open(tao)
    expect(chain.apply(chain.signed(poor, asMulti(undefined)))).toMatchObject({ dispatched: true })
    const { reserved } = accountOf(chain).data
    expect(reserved).toBe(196_000_000n)
    chain.nextBlock()
    for (const [error, call] of [
      [
        "Multisig.WrongTimepoint",
        multisig.cancel_as_multi.make({ ...team, timepoint: { height: 9, index: 9 }, call_hash }),
      ],
      ["Multisig.WrongTimepoint", asMulti({ height: 9, index: 9 })],
      ["Multisig.NoTimepoint", asMulti(undefined)],
    ] as const) {
      chain.takeEvents()
      chain.apply(chain.signed(poor, call))
      expect(outcome(chain).error).toBe(error)
    }
    expect(accountOf(chain).data.reserved).toBe(reserved)
    chain.endBlock()
  })
})

describe("what nobody can open, and what no beacon signed", () => {
  test("a stored ciphertext of nothing ends in the next block, and its sender keeps the rest", () => {
    const chain = open()
    const call = mevShield.store_encrypted.make({ encrypted_call: new Uint8Array(99) })
    const before = accountOf(chain).data.free
    expect(chain.apply(chain.signed(poor, call))).toMatchObject({ dispatched: true })
    expect(shield.CounterForPendingExtrinsics.get(chain.state)).toBe(1)
    chain.nextBlock()
    expect(shield.CounterForPendingExtrinsics.get(chain.state)).toBe(0)
    const after = accountOf(chain).data
    expect([after.reserved, after.free > 0n && after.free < before]).toEqual([0n, true])
    chain.endBlock()
  })

  test("a ciphertext that is none is kept out of the pool", () => {
    const chain = open()
    const call = mevShield.submit_encrypted.make({ ciphertext: new Uint8Array(41) })
    const verdict = chain.validate(chain.signed(poor, call, { era: mortalEra(8, 1), birthHash: hashAt(1) }))
    expect(verdict).toEqual({ ok: false, error: { type: "Invalid", value: { type: "Custom", value: 23 } } })
    expect(accountOf(chain).nonce).toBe(0)
  })

  test("forged pulses are kept out of the pool, and do nothing in a block", () => {
    const chain = open()
    const forged = { ...pulseOf(2), round: 1n }
    expect(chain.validate(bare(forged))).toMatchObject({ ok: false, error: { value: { type: "BadProof" } } })
    expect(chain.apply(bare(forged))).toEqual({ ok: true, dispatched: true })
    const malformed = { ...pulseOf(1), signature: new Uint8Array(48) }
    chain.takeEvents()
    expect(chain.apply(bare(malformed))).toEqual({ ok: true, dispatched: false })
    expect(outcome(chain).error).toBe("Drand.PulseVerificationError")
    expect([...drand.Pulses.keys(chain.state)]).toEqual([])
    chain.nextBlock()
    chain.endBlock()
  })
})
