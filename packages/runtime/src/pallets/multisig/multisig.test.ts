import { readFileSync } from "node:fs"
import { noneOrigin, rootOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Weight } from "@taonet/frame/schema/weights"
import type { Hex } from "@taonet/primitives/hex"
import { decodeAddress, encodeAddress } from "@taonet/primitives/ss58"
import { beforeEach, describe, expect, it } from "vitest"
import { createTransactionChain, keyOf } from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { deposit, freeBalance } from "../balances/currency.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { encodedCall } from "../utility/encoded.ts"
import { calls as utility } from "../utility/schema.ts"
import { calls, storage } from "./schema.ts"
import { multisigAccount } from "./signatories.ts"
import type { Timepoint } from "./types.ts"

const { Alice, Bob, Charlie, Dave } = devAccounts
const tao = 1_000_000_000n
const enough: Weight = { ref_time: 10n ** 12n, proof_size: 10n ** 9n }
/** By bytes: Dave, Bob, Charlie, Alice. */
const team: readonly Hex[] = [Alice, Bob, Charlie].toSorted()
const others = (who: Hex): Hex[] => team.filter((other) => other !== who)
const treasury = multisigAccount(team, 2)
const call = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Dave }, value: tao })
const call_hash = encodedCall(call).hash
const now: Timepoint = { height: 1, index: 0 }

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  chain.runBlocks(1)
  for (const who of [Alice, Bob, Charlie, Dave, treasury]) deposit(chain.state, who, 1000n * tao)
  chain.takeEvents()
})

const run = (who: Hex, made: RuntimeCallValue) => verdictOf(chain.call(who, made))
const reserved = (who: Hex) => system.Account.get(chain.state, who).data.reserved
const pending = (threshold = 2) =>
  storage.Multisigs.get(chain.state, multisigAccount(team, threshold), call_hash)

interface Approving {
  readonly threshold?: number
  readonly other_signatories?: Hex[]
  readonly at?: Timepoint
  readonly max_weight?: Weight
  readonly inner?: RuntimeCallValue
}
const asMulti = (who: Hex, how: Approving = {}) =>
  calls.as_multi.make({
    threshold: how.threshold ?? 2,
    other_signatories: how.other_signatories ?? others(who),
    maybe_timepoint: how.at,
    call: how.inner ?? call,
    max_weight: how.max_weight ?? enough,
  })
const approve = (who: Hex, how: Approving = {}) =>
  calls.approve_as_multi.make({
    threshold: how.threshold ?? 2,
    other_signatories: how.other_signatories ?? others(who),
    maybe_timepoint: how.at,
    call_hash,
    max_weight: how.max_weight ?? enough,
  })
const cancel = (who: Hex, timepoint = now) =>
  calls.cancel_as_multi.make({ threshold: 2, other_signatories: others(who), timepoint, call_hash })
const poke = (who: Hex) =>
  calls.poke_deposit.make({ threshold: 2, other_signatories: others(who), call_hash })

describe("addresses", () => {
  it("are those that wallets derive", () => {
    const golden = JSON.parse(
      readFileSync(new URL("../../../../../vectors/golden-multisig.json", import.meta.url), "utf8"),
    ) as { signatories: string[]; threshold: number; ss58_address: string }[]
    expect(golden).toHaveLength(3)
    for (const { signatories, threshold, ss58_address } of golden) {
      const accounts = signatories.map((address) => decodeAddress(address)).toSorted()
      expect(encodeAddress(multisigAccount(accounts, threshold))).toBe(ss58_address)
    }
  })
})

describe("two of three", () => {
  it("open with a deposit, and run with the last approval after it is back", () => {
    expect(run(Alice, asMulti(Alice))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Reserved", "Multisig.NewMultisig"])
    expect(reserved(Alice)).toBe(196_000_000n)
    expect(pending()).toEqual({ when: now, deposit: 196_000_000n, depositor: Alice, approvals: [Alice] })
    chain.runBlocks(1)
    chain.takeEvents()
    const before = freeBalance(chain.state, treasury)
    expect(run(Bob, asMulti(Bob, { at: now }))).toBe("ok")
    expect(chain.state.events.at(-1)?.event.value).toEqual({
      type: "MultisigExecuted",
      value: {
        approving: Bob,
        timepoint: now,
        multisig: treasury,
        call_hash,
        result: { ok: true, value: undefined },
      },
    })
    expect(chain.takeEvents()).toEqual([
      "Balances.Unreserved",
      "Balances.Transfer",
      "Multisig.MultisigExecuted",
    ])
    expect(before - freeBalance(chain.state, treasury)).toBe(tao)
    expect([reserved(Alice), pending()]).toEqual([0n, undefined])
  })

  it("succeed though the call failed, which alone is undone", () => {
    const inner = utility.batch_all.make({ calls: [call, systemCalls.kill_storage.make({ keys: [] })] })
    run(Alice, asMulti(Alice, { inner }))
    chain.takeEvents()
    expect(run(Bob, asMulti(Bob, { at: now, inner }))).toBe("ok")
    expect(chain.state.events.at(-1)?.event.value.value).toMatchObject({
      result: { ok: false, error: { type: "BadOrigin" } },
    })
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Multisig.MultisigExecuted"])
    expect(reserved(Alice)).toBe(0n)
  })

  it("may approve by hash, and then anybody of them runs it", () => {
    expect(run(Alice, approve(Alice))).toBe("ok")
    expect(run(Bob, approve(Bob, { at: now }))).toBe("ok")
    expect(chain.takeEvents().at(-1)).toBe("Multisig.MultisigApproval")
    expect(pending()?.approvals).toEqual([Alice, Bob].toSorted())
    // Enough approvals: a further one by hash is of no use, not even a new one.
    expect(run(Bob, approve(Bob, { at: now }))).toBe("Multisig.AlreadyApproved")
    expect(run(Charlie, approve(Charlie, { at: now }))).toBe("Multisig.AlreadyApproved")
    expect(run(Alice, asMulti(Alice, { at: now }))).toBe("ok")
    expect(chain.takeEvents().at(-1)).toBe("Multisig.MultisigExecuted")
  })

  it("need each signatory once", () => {
    run(Alice, asMulti(Alice))
    expect(run(Alice, asMulti(Alice, { at: now }))).toBe("Multisig.AlreadyApproved")
    expect(run(Alice, approve(Alice, { at: now }))).toBe("Multisig.AlreadyApproved")
  })
})

describe("three of three", () => {
  it("collect approvals in order of the accounts", () => {
    for (const [who, at] of [[Alice], [Charlie, now], [Bob, now]] as const)
      expect(run(who, approve(who, { threshold: 3, ...(at ? { at } : {}) }))).toBe("ok")
    expect(pending(3)?.approvals).toEqual(team)
    expect(reserved(Alice)).toBe(228_000_000n)
  })
})

describe("approvals are refused", () => {
  it("for the signatories' list, in the reference's order", () => {
    const unsorted = others(Alice).toReversed()
    const cases: readonly [Approving, string][] = [
      [{ threshold: 1, other_signatories: [] }, "MinimumThreshold"],
      [{ threshold: 0, other_signatories: [] }, "MinimumThreshold"],
      [{ other_signatories: [] }, "TooFewSignatories"],
      [{ other_signatories: Array.from({ length: 100 }, () => Bob) }, "TooManySignatories"],
      [{ other_signatories: unsorted }, "SignatoriesOutOfOrder"],
      [{ other_signatories: [Bob, Bob] }, "SignatoriesOutOfOrder"],
      [{ other_signatories: [Bob, Alice] }, "SenderInSignatories"],
    ]
    for (const [how, error] of cases) {
      expect(run(Alice, asMulti(Alice, how))).toBe(`Multisig.${error}`)
      expect(run(Alice, approve(Alice, how))).toBe(`Multisig.${error}`)
    }
    expect(chain.state.events).toEqual([])
  })

  it("for the wrong time", () => {
    expect(run(Alice, asMulti(Alice, { at: now }))).toBe("Multisig.UnexpectedTimepoint")
    run(Alice, asMulti(Alice))
    expect(run(Bob, asMulti(Bob))).toBe("Multisig.NoTimepoint")
    for (const at of [
      { height: 2, index: 0 },
      { height: 1, index: 1 },
    ])
      expect(run(Bob, asMulti(Bob, { at }))).toBe("Multisig.WrongTimepoint")
    expect(pending()?.approvals).toEqual([Alice])
  })

  it("for too little weight, and nothing is lost", () => {
    run(Alice, asMulti(Alice))
    const { weight } = chain.state.dispatcher.info(call)
    const max_weight = { ...weight, ref_time: weight.ref_time - 1n }
    expect(run(Bob, asMulti(Bob, { at: now, max_weight }))).toBe("Multisig.MaxWeightTooLow")
    expect([reserved(Alice), pending()?.approvals]).toEqual([196_000_000n, [Alice]])
    expect(run(Bob, asMulti(Bob, { at: now, max_weight: weight }))).toBe("ok")
  })

  it("without the deposit, or a signature", () => {
    const poor: Hex = `0x${"77".repeat(32)}`
    deposit(chain.state, poor, 195_999_999n)
    expect(run(poor, asMulti(poor, { other_signatories: [Bob] }))).toBe("Balances.InsufficientBalance")
    for (const origin of [rootOrigin, noneOrigin])
      expect(verdictOf(chain.state.dispatcher.dispatch(chain.state, origin, asMulti(Alice)))).toBe(
        "BadOrigin",
      )
  })
})

describe("cancelling", () => {
  it("is for who opened it, at the right time, and returns the deposit", () => {
    expect(run(Alice, cancel(Alice))).toBe("Multisig.NotFound")
    run(Alice, asMulti(Alice))
    run(Bob, approve(Bob, { at: now }))
    chain.takeEvents()
    expect(run(Alice, cancel(Alice, { height: 1, index: 9 }))).toBe("Multisig.WrongTimepoint")
    expect(run(Bob, cancel(Bob))).toBe("Multisig.NotOwner")
    expect(run(Alice, cancel(Alice))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Multisig.MultisigCancelled"])
    expect([reserved(Alice), pending()]).toEqual([0n, undefined])
  })
})

describe("poke_deposit", () => {
  it("is for who opened it, and free only when the price changed", () => {
    expect(run(Alice, poke(Alice))).toBe("Multisig.NotFound")
    run(Alice, asMulti(Alice))
    expect(run(Bob, poke(Bob))).toBe("Multisig.NotOwner")
    expect(chain.call(Alice, poke(Alice))).toEqual({ ok: true, post: {} })
    const constants = new Map([...local.constants, ["Multisig.DepositBase", 232_000_000n] as const])
    const dearer = createTestChain({ ...local, constants })
    for (const key of [system.Account.key(Alice), storage.Multisigs.key(treasury, call_hash)])
      dearer.state.set(key, chain.state.get(key) ?? new Uint8Array())
    expect(dearer.call(Alice, poke(Alice))).toEqual({ ok: true, post: { pays: "No" } })
    expect(dearer.takeEvents()).toEqual(["Balances.Reserved", "Multisig.DepositPoked"])
    expect(system.Account.get(dearer.state, Alice).data.reserved).toBe(296_000_000n)
  })
})

describe("as_multi_threshold_1", () => {
  const one = multisigAccount(team, 1)
  const act = (who: Hex, other_signatories = others(who), inner = call) =>
    calls.as_multi_threshold_1.make({ other_signatories, call: inner })

  it("runs at once as the account of threshold 1, and fails as the call does", () => {
    expect(run(Alice, act(Alice))).toBe("Token.FundsUnavailable")
    expect(chain.state.events).toEqual([])
    deposit(chain.state, one, 5n * tao)
    chain.takeEvents()
    expect(run(Bob, act(Bob))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Transfer", "Multisig.MultisigExecuted"])
    expect(freeBalance(chain.state, one)).toBe(4n * tao)
  })

  it("checks the list, and is of the class of its call", () => {
    expect(run(Alice, act(Alice, []))).toBe("Multisig.TooFewSignatories")
    expect(
      run(
        Alice,
        act(
          Alice,
          Array.from({ length: 100 }, () => Bob),
        ),
      ),
    ).toBe("Multisig.TooManySignatories")
    expect(run(Alice, act(Alice, [Alice]))).toBe("Multisig.SenderInSignatories")
    const setStorage = systemCalls.set_storage.make({ items: [] })
    expect(chain.state.dispatcher.info(act(Alice, [Bob], setStorage)).class).toBe("Operational")
  })
})

describe("the cost", () => {
  it("is what the signer allows in advance, and what the step took in the end", () => {
    const { dispatcher } = chain.state
    const nothing = { ref_time: 0n, proof_size: 0n }
    const [own, whole] = [nothing, enough].map((max_weight) =>
      dispatcher.info(asMulti(Alice, { max_weight })),
    )
    expect((whole?.weight.ref_time ?? 0n) - (own?.weight.ref_time ?? 0n)).toBe(enough.ref_time)
    const bytes = BigInt(encodedCall(call).bytes.length)
    const row = 25_000_000n + 100_000_000n
    const opened = chain.call(Alice, asMulti(Alice))
    expect(opened.post.weight?.ref_time).toBe(29_976_762n + 2n * 144_320n + bytes * 1819n + row)
    const approved = chain.call(Bob, approve(Bob, { at: now }))
    expect(approved.post.weight?.ref_time).toBe(14_821_348n + 2n * 127_874n + row)
  })
})

describe("timepoints", () => {
  it("name the block and the outermost extrinsic", () => {
    const transactions = createTransactionChain()
    const { state } = transactions
    transactions.nextBlock()
    deposit(state, Alice, 1000n * tao)
    const wrapped = utility.batch.make({ calls: [asMulti(Alice)] })
    transactions.apply(
      transactions.signed(keyOf("//Alice"), systemCalls.remark.make({ remark: new Uint8Array() })),
    )
    transactions.apply(transactions.signed(keyOf("//Alice"), wrapped))
    // The timestamp is extrinsic 0, the remark 1.
    expect(storage.Multisigs.get(state, treasury, call_hash)?.when).toEqual({ height: 1, index: 2 })
  })
})
