import type { Hex } from "@taonet/primitives/hex"
import { describe } from "vitest"
import { type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { deposit } from "../balances/currency.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob } = devAccounts
const poor: Hex = `0x${"77".repeat(32)}`
const terms = {
  EnterDuration: 10,
  ExtendDuration: 5,
  EnterDepositAmount: 1000n,
  ExtendDepositAmount: 700n,
}

/** A chain that takes deposits, as 461 on its own networks does not. */
function offered(): TestChain {
  const own = Object.entries(terms).map(([name, value]) => [`SafeMode.${name}`, value] as const)
  const chain = createTestChain({ ...local, constants: new Map([...local.constants, ...own]) })
  chain.runBlocks(1)
  for (const who of [Alice, Bob]) deposit(chain.state, who, 10_000n)
  deposit(chain.state, poor, 1100n)
  chain.takeEvents()
  return chain
}

const [enter, extend] = [calls.enter.make({}), calls.extend.make({})]
const on = ({ call }: TestChain) => call("root", calls.force_enter.make({}))
const about = { account: Alice, block: 1 }
const release = calls.release_deposit.make(about)
const forced = [
  calls.force_enter.make({}),
  calls.force_extend.make({}),
  calls.force_exit.make({}),
  calls.force_slash_deposit.make(about),
  calls.force_release_deposit.make(about),
]

/** Alice has a deposit of block 1, and safe mode is over again. */
const leftBehind = ({ call }: TestChain) => {
  call(Alice, enter)
  call("root", calls.force_exit.make({}))
}

describe("on a chain that offers safe mode for a deposit", () => {
  const rows: readonly Refusal[] = [
    ...[enter, extend, release].flatMap((call) =>
      (["root", "none"] as const).map((caller) => ({
        error: "BadOrigin",
        when: `${call.value.type} by ${caller}`,
        caller,
        call,
      })),
    ),
    ...forced.flatMap((call) =>
      ([Alice, "none"] as const).map((caller) => ({
        error: "BadOrigin",
        when: `${call.value.type} by ${caller === Alice ? "an account" : caller}`,
        caller,
        call,
      })),
    ),
    { error: "SafeMode.Entered", when: "enter while it is on", caller: Alice, call: enter, arrange: on },
    { error: "SafeMode.Exited", when: "extend while it is off", caller: Alice, call: extend },
    {
      error: "SafeMode.AlreadyDeposited",
      when: "enter again",
      caller: Alice,
      call: enter,
      arrange: leftBehind,
    },
    {
      error: "SafeMode.AlreadyDeposited",
      when: "extend after entering",
      caller: Alice,
      call: extend,
      arrange: ({ call }) => call(Alice, enter),
    },
    { error: "SafeMode.CurrencyError", when: "enter without the deposit", caller: poor, call: enter },
    {
      error: "SafeMode.CurrencyError",
      when: "extend without the deposit",
      caller: poor,
      call: extend,
      arrange: on,
    },
    { error: "SafeMode.NoDeposit", when: "release of none", caller: Alice, call: release },
    {
      error: "SafeMode.Entered",
      when: "release while it is on",
      caller: Bob,
      call: release,
      arrange: ({ call }) => call(Alice, enter),
    },
    {
      error: "SafeMode.NotConfigured",
      when: "release without a delay",
      caller: Alice,
      call: release,
      arrange: leftBehind,
    },
    ...forced.slice(3).map((call) => ({
      error: "SafeMode.NoDeposit",
      when: `${call.value.type} of none`,
      caller: "root" as const,
      call,
    })),
    {
      error: "SafeMode.Entered",
      when: "force_enter twice",
      caller: "root",
      call: calls.force_enter.make({}),
      arrange: on,
    },
    ...[calls.force_extend.make({}), calls.force_exit.make({})].map((call) => ({
      error: "SafeMode.Exited",
      when: `${call.value.type} while it is off`,
      caller: "root" as const,
      call,
    })),
  ]
  testRefusals(offered, rows)
})

describe("on 461's networks", () => {
  testRefusals(createTestChain, [
    { error: "SafeMode.NotConfigured", when: "enter", caller: Alice, call: enter },
    { error: "SafeMode.NotConfigured", when: "extend", caller: Alice, call: extend, arrange: on },
  ])

  testRefusals(() => {
    const own = [...local.constants, ["SafeMode.ReleaseDelay", 4] as const]
    const chain = createTestChain({ ...local, constants: new Map(own) })
    storage.Deposits.set(chain.state, Alice, 1, 5n)
    chain.runBlocks(5)
    return chain
  }, [{ error: "SafeMode.CannotReleaseYet", when: "release before its delay", caller: Bob, call: release }])
})
