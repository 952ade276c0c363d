import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { issuance, sumOfAccounts } from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { deposit } from "../balances/currency.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob } = devAccounts
const nothing = {}
const forced = [calls.force_enter, calls.force_extend, calls.force_exit].map((call) => call.make(nothing))
const deposits = { account: Alice, block: 1 }
const slash = calls.force_slash_deposit.make(deposits)
const release = calls.release_deposit.make(deposits)
const forceRelease = calls.force_release_deposit.make(deposits)

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  chain.runBlocks(1)
  chain.takeEvents()
})

const run = (who: Hex | "root", call: RuntimeCallValue) => verdictOf(chain.call(who, call))
const until = () => storage.EnteredUntil.get(chain.state)

describe("safe mode by root", () => {
  it("is on for 7200 blocks, longer by 3600, and off at will", () => {
    expect(run("root", calls.force_extend.make(nothing))).toBe("SafeMode.Exited")
    expect(run("root", calls.force_exit.make(nothing))).toBe("SafeMode.Exited")
    expect(run("root", calls.force_enter.make(nothing))).toBe("ok")
    expect(until()).toBe(7201)
    expect(run("root", calls.force_enter.make(nothing))).toBe("SafeMode.Entered")
    expect(run("root", calls.force_extend.make(nothing))).toBe("ok")
    expect(until()).toBe(10_801)
    expect(run("root", calls.force_exit.make(nothing))).toBe("ok")
    expect(until()).toBeUndefined()
    expect(chain.state.events.at(-1)?.event.value.value).toEqual({ reason: "Force" })
    expect(chain.takeEvents()).toEqual(["SafeMode.Entered", "SafeMode.Extended", "SafeMode.Exited"])
  })

  it("ends by itself after its last block", () => {
    storage.EnteredUntil.set(chain.state, 3)
    chain.runBlocks(2)
    expect(until()).toBe(3)
    chain.runBlocks(1)
    expect(until()).toBeUndefined()
    const exit = chain.state.events.find(({ event }) => event.type === "SafeMode")
    expect(exit).toMatchObject({
      phase: { type: "Initialization" },
      event: { value: { value: { reason: "Timeout" } } },
    })
  })

  it("stops transfers, and lets through what keeps the chain going", () => {
    run("root", calls.force_enter.make(nothing))
    const pay = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
    expect(run(Alice, pay)).toBe("System.CallFiltered")
    expect(run("root", systemCalls.set_storage.make({ items: [] }))).toBe("ok")
    expect(run(Alice, systemCalls.remark.make({ remark: new Uint8Array() }))).toBe("ok")
    run("root", calls.force_exit.make(nothing))
    expect(run(Alice, pay)).toBe("ok")
  })

  it("is root's alone", () => {
    for (const call of [...forced, slash, forceRelease]) expect(run(Alice, call)).toBe("BadOrigin")
  })
})

describe("safe mode against a deposit", () => {
  it("is not offered here", () => {
    expect(run(Alice, calls.enter.make(nothing))).toBe("SafeMode.NotConfigured")
    expect(run(Alice, calls.extend.make(nothing))).toBe("SafeMode.Exited")
    run("root", calls.force_enter.make(nothing))
    expect(run(Alice, calls.enter.make(nothing))).toBe("SafeMode.Entered")
    expect(run(Alice, calls.extend.make(nothing))).toBe("SafeMode.NotConfigured")
    expect(run(Alice, release)).toBe("SafeMode.NoDeposit")
    for (const call of [slash, forceRelease]) expect(run("root", call)).toBe("SafeMode.NoDeposit")
    for (const call of [calls.enter, calls.extend]) expect(run("root", call.make(nothing))).toBe("BadOrigin")
    expect(run("root", release)).toBe("BadOrigin")
  })

  describe("on a chain that offers it", () => {
    const set = {
      EnterDuration: 10,
      ExtendDuration: 5,
      EnterDepositAmount: 1000n,
      ExtendDepositAmount: 700n,
      ReleaseDelay: 4,
    }
    beforeEach(() => {
      const own = Object.entries(set).map(([name, value]) => [`SafeMode.${name}`, value] as const)
      chain = createTestChain({ ...local, constants: new Map([...local.constants, ...own]) })
      chain.runBlocks(1)
      for (const who of [Alice, Bob]) deposit(chain.state, who, 10_000n)
      chain.takeEvents()
    })
    const reserved = (who: Hex) => system.Account.get(chain.state, who).data.reserved

    it("holds the deposit until it may be released", () => {
      expect(run(Alice, calls.enter.make(nothing))).toBe("ok")
      expect(chain.takeEvents()).toEqual(["SafeMode.DepositPlaced", "SafeMode.Entered"])
      expect([until(), reserved(Alice)]).toEqual([11, 1000n])
      expect(run(Alice, calls.extend.make(nothing))).toBe("SafeMode.AlreadyDeposited")
      expect(run(Bob, calls.extend.make(nothing))).toBe("ok")
      expect([until(), reserved(Bob)]).toEqual([16, 700n])
      expect(run(Bob, release)).toBe("SafeMode.Entered")
      run("root", calls.force_exit.make(nothing))
      expect(run(Bob, release)).toBe("SafeMode.CannotReleaseYet")
      chain.runBlocks(5)
      chain.takeEvents()
      expect(run(Bob, release)).toBe("ok")
      expect(chain.takeEvents()).toEqual(["SafeMode.DepositReleased"])
      expect([reserved(Alice), run(Bob, release)]).toEqual([0n, "SafeMode.NoDeposit"])
    })

    it("lets root return or destroy it", () => {
      run(Alice, calls.enter.make(nothing))
      expect(run("root", forceRelease)).toBe("ok")
      expect(reserved(Alice)).toBe(0n)
      run("root", calls.force_exit.make(nothing))
      run(Alice, calls.enter.make(nothing))
      const before = issuance(chain.state)
      chain.takeEvents()
      expect(run("root", slash)).toBe("ok")
      expect(chain.takeEvents()).toEqual(["SafeMode.DepositSlashed"])
      expect([reserved(Alice), before - issuance(chain.state)]).toEqual([0n, 1000n])
      expect(issuance(chain.state)).toBe(sumOfAccounts(chain.state))
    })

    it("is refused without the deposit", () => {
      const poor: Hex = `0x${"77".repeat(32)}`
      deposit(chain.state, poor, 1499n)
      expect(run(poor, calls.enter.make(nothing))).toBe("SafeMode.CurrencyError")
      expect(until()).toBeUndefined()
    })
  })
})
