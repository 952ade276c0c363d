import type { DispatchErrorValue } from "@taonet/frame/errors"
import { noneOrigin, rootOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { type Hex, toHex } from "@taonet/primitives/hex"
import type { Result } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../specs/devAccounts.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import type { ProxyType } from "../../types/subtensorCommon.ts"
import { errorName, verdictOf } from "../../verdict.testkit.ts"
import { deposit, freeBalance } from "../balances/currency.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as system, calls as systemCalls } from "../system/schema.ts"
import { encodedCall } from "../utility/encoded.ts"
import { calls as utility } from "../utility/schema.ts"
import { pureAccount } from "./pure.ts"
import { calls, constants, storage } from "./schema.ts"

const { Alice, Bob, Charlie, Dave } = devAccounts
const id = (value: Hex) => ({ type: "Id", value }) as const
const byIndex = { type: "Index", value: undefined } as const
const tao = 1_000_000_000n

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  chain.runBlocks(1)
  for (const who of [Alice, Bob, Charlie, Dave]) deposit(chain.state, who, 1000n * tao)
  chain.takeEvents()
})

const run = (who: Hex | "root", call: RuntimeCallValue) => verdictOf(chain.call(who, call))
const reserved = (who: Hex) => system.Account.get(chain.state, who).data.reserved
const add = (delegate: Hex, proxy_type: ProxyType = "Any", delay = 0) =>
  calls.add_proxy.make({ delegate: id(delegate), proxy_type, delay })
const remove = (delegate: Hex, proxy_type: ProxyType = "Any", delay = 0) =>
  calls.remove_proxy.make({ delegate: id(delegate), proxy_type, delay })
const actFor = (real: Hex, call: RuntimeCallValue, force_proxy_type?: ProxyType) =>
  calls.proxy.make({ real: id(real), force_proxy_type, call })
const pay = (dest: Hex, value: bigint) => balances.transfer_keep_alive.make({ dest: id(dest), value })
const remark = systemCalls.remark_with_event.make({ remark: Uint8Array.of(1) })
const hashOf = (call: RuntimeCallValue): Hex => toHex(encodedCall(call).hash)
/** What the last ProxyExecuted says. */
const executed = (): string => {
  const last = chain.state.events.findLast(({ event }) => event.value.type === "ProxyExecuted")
  if (!last) return "not executed"
  const { result } = last.event.value.value as { result: Result<undefined, DispatchErrorValue> }
  return result.ok ? "ok" : errorName(result.error)
}

describe("giving and taking rights", () => {
  it("reserves by number of proxies, keeps them in order, and tells", () => {
    expect(run(Alice, add(Charlie, "Staking", 3))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Reserved", "Proxy.ProxyAdded"])
    expect(reserved(Alice)).toBe(93_000_000n)
    for (const call of [add(Charlie, "Any"), add(Charlie, "Staking", 1), add(Bob, "Transfer")])
      expect(run(Alice, call)).toBe("ok")
    const [proxies, held] = storage.Proxies.get(chain.state, Alice)
    expect(proxies).toEqual([
      { delegate: Bob, proxy_type: "Transfer", delay: 0 },
      { delegate: Charlie, proxy_type: "Any", delay: 0 },
      { delegate: Charlie, proxy_type: "Staking", delay: 1 },
      { delegate: Charlie, proxy_type: "Staking", delay: 3 },
    ])
    expect([held, reserved(Alice)]).toEqual([192_000_000n, 192_000_000n])
  })

  it("gives back by number, and all with the last", () => {
    for (const call of [add(Bob), add(Charlie)]) run(Alice, call)
    chain.takeEvents()
    expect(run(Alice, remove(Bob))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Proxy.ProxyRemoved"])
    expect(reserved(Alice)).toBe(93_000_000n)
    expect(run(Alice, remove(Charlie))).toBe("ok")
    expect(reserved(Alice)).toBe(0n)
    expect(storage.Proxies.has(chain.state, Alice)).toBe(false)
  })

  it("takes all back at once, with the consents, and tells only of the deposit", () => {
    for (const call of [
      add(Bob),
      add(Charlie),
      calls.set_real_pays_fee.make({ delegate: id(Bob), pays_fee: true }),
    ])
      run(Alice, call)
    chain.takeEvents()
    expect(run(Alice, calls.remove_proxies.make({}))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved"])
    expect(storage.RealPaysFeeConsentV1.has(chain.state, Alice, Bob)).toBe(false)
    expect([reserved(Alice), storage.Proxies.has(chain.state, Alice)]).toEqual([0n, false])
    expect(run(Alice, calls.remove_proxies.make({}))).toBe("ok")
    expect(chain.takeEvents()).toEqual([])
  })

  it("refuses what makes no sense, and changes nothing", () => {
    expect(run(Alice, add(Alice))).toBe("Proxy.NoSelfProxy")
    run(Alice, add(Bob))
    const before = storage.Proxies.get(chain.state, Alice)
    expect(run(Alice, add(Bob))).toBe("Proxy.Duplicate")
    expect(run(Alice, remove(Bob, "Any", 1))).toBe("Proxy.NotFound")
    expect(run(Bob, remove(Alice))).toBe("Proxy.NotFound")
    const indexed = calls.add_proxy.make({ delegate: byIndex, proxy_type: "Any", delay: 0 })
    expect(run(Alice, indexed)).toBe("CannotLookup")
    expect(storage.Proxies.get(chain.state, Alice)).toEqual(before)
    expect(reserved(Alice)).toBe(93_000_000n)
  })

  it("has room for twenty, and needs the deposit", () => {
    for (let delay = 0; delay < 20; delay++) expect(run(Alice, add(Bob, "Any", delay))).toBe("ok")
    expect(run(Alice, add(Bob, "Any", 20))).toBe("Proxy.TooMany")
    const poor: Hex = `0x${"77".repeat(32)}`
    deposit(chain.state, poor, 93_000_000n + 499n)
    expect(run(poor, add(Bob))).toBe("ConsumerRemaining")
    deposit(chain.state, poor, 1n)
    expect(run(poor, add(Bob))).toBe("ok")
    const poorer: Hex = `0x${"78".repeat(32)}`
    deposit(chain.state, poorer, 92_999_999n)
    expect(run(poorer, add(Bob))).toBe("Balances.InsufficientBalance")
  })
})

describe("acting for another", () => {
  it("is the account's act, and is told after its events", () => {
    run(Alice, add(Bob))
    chain.takeEvents()
    const before = freeBalance(chain.state, Alice)
    expect(run(Bob, actFor(Alice, pay(Charlie, tao)))).toBe("ok")
    expect(before - freeBalance(chain.state, Alice)).toBe(tao)
    expect(executed()).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Transfer", "Proxy.ProxyExecuted"])
    expect(storage.LastCallResult.get(chain.state, Alice)).toEqual({ ok: true, value: undefined })
    chain.runBlocks(1)
    expect(storage.LastCallResult.has(chain.state, Alice)).toBe(false)
  })

  it("succeeds though the call inside failed, and leaves nothing of that", () => {
    run(Alice, add(Bob))
    chain.takeEvents()
    const two = utility.batch_all.make({
      calls: [pay(Charlie, tao), pay(Charlie, freeBalance(chain.state, Alice))],
    })
    expect(run(Bob, actFor(Alice, two))).toBe("ok")
    expect(executed()).toBe("Token.FundsUnavailable")
    expect(chain.takeEvents()).toEqual(["Proxy.ProxyExecuted"])
    expect(storage.LastCallResult.get(chain.state, Alice)).toMatchObject({ ok: false })
  })

  it("asks for a lookup, an entry, and no delay, in this order", () => {
    run(Alice, add(Bob, "Staking", 5))
    const unknown = calls.proxy.make({ real: byIndex, force_proxy_type: undefined, call: remark })
    expect(run(Bob, unknown)).toBe("CannotLookup")
    expect(run(Charlie, actFor(Alice, remark))).toBe("Proxy.NotProxy")
    expect(run(Bob, actFor(Alice, remark, "Any"))).toBe("Proxy.NotProxy")
    expect(run(Bob, actFor(Alice, remark))).toBe("Proxy.Unannounced")
    for (const origin of [rootOrigin, noneOrigin])
      expect(verdictOf(chain.state.dispatcher.dispatch(chain.state, origin, actFor(Alice, remark)))).toBe(
        "BadOrigin",
      )
  })

  it("goes by the first entry, or by the one that is asked for", () => {
    run(Alice, add(Bob, "Staking"))
    run(Alice, add(Bob, "Transfer"))
    expect(run(Bob, actFor(Alice, pay(Charlie, 1n)))).toBe("ok")
    expect(executed()).toBe("System.CallFiltered")
    expect(run(Bob, actFor(Alice, pay(Charlie, 1n), "Transfer"))).toBe("ok")
    expect(executed()).toBe("ok")
  })

  it("is filtered at every level", () => {
    run(Alice, add(Bob, "NonTransfer"))
    const smuggled = utility.force_batch.make({ calls: [remark, pay(Bob, tao)] })
    const viaDerivative = utility.as_derivative.make({ index: 0, call: pay(Bob, tao) })
    for (const call of [pay(Bob, tao), utility.batch_all.make({ calls: [pay(Bob, tao)] }), viaDerivative]) {
      expect(run(Bob, actFor(Alice, call))).toBe("ok")
      expect(executed()).toBe("System.CallFiltered")
    }
    chain.takeEvents()
    expect(run(Bob, actFor(Alice, smuggled))).toBe("ok")
    expect(chain.takeEvents()).toEqual([
      "System.Remarked",
      "Utility.ItemCompleted",
      "Utility.ItemFailed",
      "Utility.BatchCompletedWithErrors",
      "Proxy.ProxyExecuted",
    ])
    expect(run(Bob, actFor(Alice, calls.remove_proxies.make({})))).toBe("ok")
    expect(executed()).toBe("System.CallFiltered")
  })

  it("starts afresh for the next account: only that entry's filter holds", () => {
    run(Alice, add(Bob, "NonTransfer"))
    run(Charlie, add(Alice, "Any"))
    const before = freeBalance(chain.state, Charlie)
    expect(run(Bob, actFor(Alice, actFor(Charlie, pay(Bob, tao))))).toBe("ok")
    expect(before - freeBalance(chain.state, Charlie)).toBe(tao)
  })

  it("costs and pays as the call inside, always as a normal call", () => {
    const { dispatcher } = chain.state
    const setCode = systemCalls.set_storage.make({ items: [] })
    const inner = dispatcher.info(setCode)
    const own = dispatcher.info(
      calls.proxy.make({ real: id(Alice), force_proxy_type: undefined, call: remark }),
    )
    const outer = dispatcher.info(actFor(Alice, setCode))
    expect([inner.class, outer.class]).toEqual(["Operational", "Normal"])
    expect(outer.weight.ref_time - inner.weight.ref_time).toBe(
      own.weight.ref_time - dispatcher.info(remark).weight.ref_time,
    )
    const free = {
      type: "SubtensorModule",
      value: { type: "decrease_take", value: { hotkey: Bob, take: 0 } },
    }
    expect(dispatcher.info(actFor(Alice, free)).pays).toBe("No")
    const announced = { delegate: id(Bob), real: id(Alice), force_proxy_type: undefined, call: free }
    expect(dispatcher.info(calls.proxy_announced.make(announced)).pays).toBe("Yes")
  })
})

describe("announcing", () => {
  const call = pay(Charlie, tao)
  const announce = (real: Hex = Alice, call_hash = hashOf(call)) =>
    calls.announce.make({ real: id(real), call_hash })
  const execute = (delegate: Hex = Bob) =>
    calls.proxy_announced.make({ delegate: id(delegate), real: id(Alice), force_proxy_type: undefined, call })

  beforeEach(() => {
    run(Alice, add(Bob, "Any", 2))
    chain.takeEvents()
  })

  it("lets the call be made by anybody when its time has come, once", () => {
    expect(run(Bob, announce())).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Reserved", "Proxy.Announced"])
    expect(reserved(Bob)).toBe(104_000_000n)
    expect(run(Dave, execute())).toBe("Proxy.Unannounced")
    chain.runBlocks(1)
    expect(run(Dave, execute())).toBe("Proxy.Unannounced")
    chain.runBlocks(1)
    chain.takeEvents()
    const before = freeBalance(chain.state, Alice)
    expect(run(Dave, execute())).toBe("ok")
    expect(before - freeBalance(chain.state, Alice)).toBe(tao)
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Balances.Transfer", "Proxy.ProxyExecuted"])
    expect([reserved(Bob), storage.Announcements.has(chain.state, Bob)]).toEqual([0n, false])
    expect(run(Dave, execute())).toBe("Proxy.Unannounced")
  })

  it("uses up every old announcement of the call, and keeps the young and the others", () => {
    run(Bob, announce())
    run(Bob, announce())
    run(Bob, announce(Alice, hashOf(remark)))
    chain.runBlocks(2)
    run(Bob, announce())
    expect(run(Dave, execute())).toBe("ok")
    const [pending, held] = storage.Announcements.get(chain.state, Bob)
    expect(pending.map(({ call_hash }) => call_hash)).toEqual([hashOf(remark), hashOf(call)])
    expect([held, reserved(Bob)]).toEqual([172_000_000n, 172_000_000n])
  })

  it("can be withdrawn by the delegate and rejected by the account", () => {
    for (const back of [
      () => run(Bob, calls.remove_announcement.make({ real: id(Alice), call_hash: hashOf(call) })),
      () => run(Alice, calls.reject_announcement.make({ delegate: id(Bob), call_hash: hashOf(call) })),
    ]) {
      run(Bob, announce())
      run(Bob, announce())
      chain.takeEvents()
      expect(back()).toBe("ok")
      expect(chain.takeEvents()).toEqual(["Balances.Unreserved"])
      expect(reserved(Bob)).toBe(0n)
      expect(back()).toBe("Proxy.NotFound")
    }
    run(Bob, announce())
    const reject = calls.reject_announcement.make({ delegate: id(Bob), call_hash: hashOf(call) })
    expect(run(Charlie, reject)).toBe("Proxy.NotFound")
  })

  it("is for proxies, and for seventy-five at a time", () => {
    expect(run(Charlie, announce())).toBe("Proxy.NotProxy")
    expect(run(Dave, execute(Charlie))).toBe("Proxy.NotProxy")
    for (let i = 0; i < 75; i++) expect(run(Bob, announce())).toBe("ok")
    expect(run(Bob, announce())).toBe("Proxy.TooMany")
    expect(reserved(Bob)).toBe(36_000_000n + 75n * 68_000_000n)
  })

  it("is needed for entries without delay too, if the call comes that way", () => {
    run(Charlie, add(Bob))
    const args = { delegate: id(Bob), real: id(Charlie), force_proxy_type: undefined, call: remark }
    expect(run(Bob, calls.proxy_announced.make(args))).toBe("Proxy.Unannounced")
    run(Bob, announce(Charlie, hashOf(remark)))
    expect(run(Bob, calls.proxy_announced.make(args))).toBe("ok")
  })
})

describe("accounts without a key", () => {
  const create = (index = 0, proxy_type: ProxyType = "Any") =>
    calls.create_pure.make({ proxy_type, delay: 0, index })
  const pureOf = (index = 0) =>
    pureAccount({ spawner: Alice, proxy_type: "Any", index, when: { height: 1, index: 0 } })
  const kill = (spawner: Hex, index = 0) =>
    calls.kill_pure.make({ spawner: id(spawner), proxy_type: "Any", index, height: 1, ext_index: 0 })

  it("have the address that other tools derive", () => {
    // blake2-256 of the salt, //Alice, block 1, extrinsic 2, type 3, index 4: reproduced with hashlib.
    const address = pureAccount({
      spawner: Alice,
      proxy_type: "NonTransfer",
      index: 4,
      when: { height: 1, index: 2 },
    })
    expect(address).toBe("0x239be4f7b37a9b783e2f2a056dd0486251a0f63095b65d2bf5d2878cfa71287a")
  })

  it("cost their creator a deposit and act through it", () => {
    expect(run(Alice, create())).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Reserved", "Proxy.PureCreated"])
    expect(reserved(Alice)).toBe(93_000_000n)
    expect(system.Account.has(chain.state, pureOf())).toBe(false)
    expect(run(Alice, create())).toBe("Proxy.Duplicate")
    expect(run(Alice, create(1))).toBe("ok")
    deposit(chain.state, pureOf(), 5n * tao)
    expect(run(Alice, actFor(pureOf(), pay(Bob, tao)))).toBe("ok")
    expect(freeBalance(chain.state, pureOf())).toBe(4n * tao)
  })

  it("end by their own act only, and the deposit goes to the creator", () => {
    run(Alice, create())
    chain.takeEvents()
    expect(run(Alice, kill(Alice))).toBe("Proxy.NoPermission")
    expect(run(Alice, actFor(pureOf(), kill(Bob)))).toBe("ok")
    expect(executed()).toBe("Proxy.NoPermission")
    chain.takeEvents()
    expect(run(Alice, actFor(pureOf(), kill(Alice)))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Balances.Unreserved", "Proxy.PureKilled", "Proxy.ProxyExecuted"])
    expect([reserved(Alice), storage.Proxies.has(chain.state, pureOf())]).toEqual([0n, false])
    expect(run(Alice, actFor(pureOf(), remark))).toBe("Proxy.NotProxy")
  })
})

describe("poke_deposit", () => {
  it("follows the prices, each kind with its event, and is free only then", () => {
    run(Alice, add(Bob, "Any", 1))
    run(Bob, add(Alice))
    run(Alice, calls.announce.make({ real: id(Bob), call_hash: hashOf(remark) }))
    const same = chain.call(Alice, calls.poke_deposit.make({}))
    expect(same).toEqual({ ok: true, post: {} })
    const cheaper = createTestChain({
      ...local,
      constants: new Map([
        ...local.constants,
        ["Proxy.ProxyDepositBase", 1n],
        ["Proxy.AnnouncementDepositBase", 40_000_000n],
      ]),
    })
    for (const key of [
      storage.Proxies.key(Alice),
      storage.Announcements.key(Alice),
      system.Account.key(Alice),
    ])
      cheaper.state.set(key, chain.state.get(key) ?? new Uint8Array())
    expect(constants.ProxyDepositBase.get(cheaper.state)).toBe(1n)
    expect(cheaper.call(Alice, calls.poke_deposit.make({}))).toEqual({ ok: true, post: { pays: "No" } })
    expect(cheaper.state.events.map(({ event }) => event.value)).toMatchObject([
      { type: "Unreserved", value: { amount: 59_999_999n } },
      {
        type: "DepositPoked",
        value: { kind: "Proxies", old_deposit: 93_000_000n, new_deposit: 33_000_001n },
      },
      { type: "Reserved", value: { amount: 4_000_000n } },
      {
        type: "DepositPoked",
        value: { kind: "Announcements", old_deposit: 104_000_000n, new_deposit: 108_000_000n },
      },
    ])
    expect(system.Account.get(cheaper.state, Alice).data.reserved).toBe(33_000_001n + 108_000_000n)
  })
})

describe("set_real_pays_fee", () => {
  const consent = (pays_fee: boolean) => calls.set_real_pays_fee.make({ delegate: id(Bob), pays_fee })

  it("is for a delegate, and ends with any of its entries", () => {
    expect(run(Alice, consent(true))).toBe("Proxy.NotProxy")
    run(Alice, add(Bob))
    run(Alice, add(Bob, "Staking"))
    chain.takeEvents()
    expect(run(Alice, consent(true))).toBe("ok")
    expect(chain.takeEvents()).toEqual(["Proxy.RealPaysFeeSet"])
    expect(storage.RealPaysFeeConsentV1.has(chain.state, Alice, Bob)).toBe(true)
    run(Alice, remove(Bob, "Staking"))
    expect(storage.RealPaysFeeConsentV1.has(chain.state, Alice, Bob)).toBe(false)
  })

  it("can be taken back", () => {
    run(Alice, add(Bob))
    run(Alice, consent(true))
    expect(run(Alice, consent(false))).toBe("ok")
    expect(storage.RealPaysFeeConsentV1.has(chain.state, Alice, Bob)).toBe(false)
    expect(run(Alice, consent(false))).toBe("ok")
  })
})
