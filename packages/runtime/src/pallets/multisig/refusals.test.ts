import type { Weight } from "@taonet/frame/schema/weights"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { expectRefusal, type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { deposit } from "../balances/currency.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { encodedCall } from "../utility/encoded.ts"
import { calls, storage } from "./schema.ts"
import { multisigAccount } from "./signatories.ts"
import type { Multisig, Timepoint } from "./types.ts"

const { Alice, Bob, Charlie } = devAccounts
const team: readonly Hex[] = [Alice, Bob, Charlie].toSorted()
const othersOf = (who: Hex): Hex[] => team.filter((other) => other !== who)
const enough: Weight = { ref_time: 10n ** 12n, proof_size: 10n ** 9n }
const call = systemCalls.remark_with_event.make({ remark: Uint8Array.of(1) })
const call_hash = encodedCall(call).hash
const now: Timepoint = { height: 1, index: 0 }
const later: Timepoint = { height: 1, index: 1 }
const price = 132_000_000n + 2n * 32_000_000n
const tao = 10n ** 9n

function open(): TestChain {
  const chain = createTestChain()
  chain.runBlocks(1)
  for (const who of team) deposit(chain.state, who, 1000n * tao)
  chain.takeEvents()
  return chain
}

interface How {
  readonly threshold?: number
  readonly others?: Hex[]
  readonly at?: Timepoint | undefined
  readonly max_weight?: Weight
}
const termsOf = (who: Hex, { threshold = 2, others = othersOf(who), at, max_weight = enough }: How) => ({
  threshold,
  other_signatories: others,
  maybe_timepoint: at,
  max_weight,
})
const asMulti = (who: Hex, how: How = {}) => calls.as_multi.make({ ...termsOf(who, how), call })
const approve = (who: Hex, how: How = {}) => calls.approve_as_multi.make({ ...termsOf(who, how), call_hash })
const about = (who: Hex, { threshold = 2, others = othersOf(who) }: How) => ({
  threshold,
  other_signatories: others,
  call_hash,
})
const cancel = (who: Hex, how: How = {}) =>
  calls.cancel_as_multi.make({ ...about(who, how), timepoint: how.at ?? now })
const poke = (who: Hex, how: How = {}) => calls.poke_deposit.make(about(who, how))
const alone = (who: Hex, { others = othersOf(who) }: How = {}) =>
  calls.as_multi_threshold_1.make({ other_signatories: others, call })

const opened = ({ call: dispatch }: TestChain) => dispatch(Alice, asMulti(Alice))
const row = (error: string, made: ReturnType<typeof asMulti>, when: string, more: Partial<Refusal> = {}) => ({
  error,
  when: `${made.value.type}, ${when}`,
  caller: Bob as Hex,
  call: made,
  ...more,
})
/** So many accounts that are none of the team, in order. */
const crowd = (count: number): Hex[] =>
  Array.from({ length: count }, (_, n): Hex => `0x${(n + 1).toString(16).padStart(64, "0")}`)

describe("signatories", () => {
  const makers = [alone, asMulti, approve, cancel, poke]
  testRefusals(
    open,
    makers.flatMap((make) => [
      ...(["root", "none"] as const).map((caller) => row("BadOrigin", make(Bob), `by ${caller}`, { caller })),
      row("Multisig.TooFewSignatories", make(Bob, { others: [] }), "no others"),
      row("Multisig.TooManySignatories", make(Bob, { others: crowd(100) }), "101 in all"),
      row(
        "Multisig.SignatoriesOutOfOrder",
        make(Bob, { others: othersOf(Bob).toReversed() }),
        "not in order",
      ),
      row("Multisig.SignatoriesOutOfOrder", make(Bob, { others: [Alice, Alice] }), "one twice"),
      row("Multisig.SenderInSignatories", make(Bob, { others: [...team] }), "the signer among the others"),
      ...(make === alone
        ? []
        : [0, 1].map((threshold) =>
            row("Multisig.MinimumThreshold", make(Bob, { threshold }), `threshold ${threshold}`),
          )),
    ]),
  )
})

describe("time and approvals", () => {
  testRefusals(open, [
    ...[asMulti, approve].flatMap((make) => [
      row("Multisig.UnexpectedTimepoint", make(Bob, { at: now }), "nothing open"),
      row("Multisig.NoTimepoint", make(Bob), "open already", { arrange: opened }),
      row("Multisig.WrongTimepoint", make(Bob, { at: later }), "another timepoint", { arrange: opened }),
      row("Multisig.AlreadyApproved", make(Alice, { at: now }), "twice by one", {
        caller: Alice,
        arrange: opened,
      }),
    ]),
    row("Multisig.AlreadyApproved", approve(Charlie, { at: now }), "approvals enough", {
      caller: Charlie,
      arrange: (chain) => {
        opened(chain)
        chain.call(Bob, approve(Bob, { at: now }))
      },
    }),
    row(
      "Multisig.MaxWeightTooLow",
      asMulti(Bob, { at: now, max_weight: { ref_time: 1n, proof_size: 1n } }),
      "too light",
      {
        arrange: opened,
      },
    ),
    ...[cancel, poke].flatMap((make) => [
      row("Multisig.NotFound", make(Alice), "nothing open", { caller: Alice }),
      row("Multisig.NotOwner", make(Bob), "by another signatory", { arrange: opened }),
    ]),
    row("Multisig.WrongTimepoint", cancel(Alice, { at: later }), "another timepoint", {
      caller: Alice,
      arrange: opened,
    }),
  ])
})

describe("deposits", () => {
  const poor = crowd(1)[0] as Hex
  const others = [...team]
  const rich = (amount: bigint) => ({
    arrange: ({ state }: TestChain) => deposit(state, poor, amount),
    caller: poor,
  })
  testRefusals(
    open,
    [asMulti, approve].flatMap((make) => [
      row("Balances.InsufficientBalance", make(poor, { others }), "one rao short", rich(price - 1n)),
      row("ConsumerRemaining", make(poor, { others }), "the account's own life", rich(price + 499n)),
    ]),
  )

  /** What was reserved when prices were lower. */
  function cheap(free: bigint): TestChain {
    const chain = open()
    deposit(chain.state, poor, price + tao)
    chain.call(poor, asMulti(poor, { others }))
    const at = [multisigAccount([poor, ...others], 2), call_hash] as const
    const entry = storage.Multisigs.get(chain.state, ...at) as Multisig
    storage.Multisigs.set(chain.state, ...at, { ...entry, deposit: 1n })
    system.Account.mutate(chain.state, poor, (info) => ({ ...info, data: { ...info.data, free } }))
    return chain
  }
  test("that rose are not taken from who cannot pay them", () => {
    expectRefusal(cheap(price - 2n), poor, poke(poor, { others }), "Balances.InsufficientBalance")
    expectRefusal(cheap(price - 1n + 499n), poor, poke(poor, { others }), "ConsumerRemaining")
    const chain = cheap(price - 1n + 500n)
    expect(chain.call(poor, poke(poor, { others }))).toEqual({ ok: true, post: { pays: "No" } })
  })
})
