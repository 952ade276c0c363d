import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../specs/devAccounts.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { deposit, freeBalance } from "../balances/currency.ts"
import { calls as balances } from "../balances/schema.ts"
import { storage as preimage } from "../preimage/schema.ts"
import { calls as system } from "../system/schema.ts"
import { encodedCall } from "../utility/encoded.ts"
import { calls as utility } from "../utility/schema.ts"
import { calls, constants, storage } from "./schema.ts"
import { serviceAgendas } from "./service.ts"

const { Alice, Bob } = devAccounts
const name = (n: number) => new Uint8Array(32).fill(n)
const remarkAs = (n: number, length = 1): RuntimeCallValue =>
  utility.dispatch_as.make({
    as_origin: { type: "system", value: { type: "Signed", value: Alice } },
    call: system.remark_with_event.make({ remark: new Uint8Array(length).fill(n) }),
  })
const put = (n: number) => system.set_storage.make({ items: [[Uint8Array.of(n), Uint8Array.of(n)]] })
/** Root has no account to send from. */
const failing = balances.transfer_allow_death.make({ dest: { type: "Id", value: Bob }, value: 1n })
const long = remarkAs(1, 200)
const longHash = toHex(encodedCall(long).hash)

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  chain.runBlocks(1)
  chain.takeEvents()
})

const run = (call: RuntimeCallValue, who: Hex | "root" = "root") => verdictOf(chain.call(who, call))
const at = (when: number, call: RuntimeCallValue, priority = 0, maybe_periodic?: readonly [number, number]) =>
  calls.schedule.make({ when, maybe_periodic, priority, call })
const named = (
  id: Uint8Array,
  when: number,
  call: RuntimeCallValue,
  maybe_periodic?: readonly [number, number],
) => calls.schedule_named.make({ id, when, maybe_periodic, priority: 0, call })
/** Names of this pallet's events since the last time. */
const told = (): string[] =>
  chain.takeEvents().flatMap((event) => (event.startsWith("Scheduler.") ? [event.slice(10)] : []))
const agenda = (when: number) => storage.Agenda.get(chain.state, when)
const isPut = (n: number) => chain.state.get(String.fromCharCode(n)) !== undefined

describe("planned calls", () => {
  it("run as root in their block, before its extrinsics, and are gone", () => {
    expect(run(at(3, put(7)))).toBe("ok")
    expect(told()).toEqual(["Scheduled"])
    chain.runBlocks(1)
    expect([told(), isPut(7)]).toEqual([[], false])
    chain.runBlocks(1)
    const { event, phase } = chain.state.events.find(({ event }) => event.type === "Scheduler") ?? {}
    expect(phase).toEqual({ type: "Initialization" })
    expect(event?.value).toEqual({
      type: "Dispatched",
      value: { task: [3, 0], id: undefined, result: { ok: true, value: undefined } },
    })
    expect([isPut(7), agenda(3)]).toEqual([true, []])
    expect(storage.IncompleteSince.has(chain.state)).toBe(false)
  })

  it("are relative to the block after this one, if so wished", () => {
    expect(
      run(calls.schedule_after.make({ after: 0, maybe_periodic: undefined, priority: 0, call: put(1) })),
    ).toBe("ok")
    const args = { id: name(1), after: 3, maybe_periodic: undefined, priority: 0, call: put(1) }
    expect(run(calls.schedule_named_after.make(args))).toBe("ok")
    expect([agenda(2).length, agenda(5).length]).toEqual([1, 1])
    expect(storage.Lookup.get(chain.state, name(1))).toEqual([5, 0])
  })

  it("run by priority, then by place", () => {
    const order: RuntimeCallValue[] = [
      at(2, remarkAs(1), 9),
      at(2, remarkAs(2), 0),
      at(2, remarkAs(3), 9),
      at(2, remarkAs(4), 3),
    ]
    for (const call of order) run(call)
    chain.takeEvents()
    chain.runBlocks(1)
    const tasks = chain.state.events.flatMap(({ event }) =>
      event.value.type === "Dispatched" ? [(event.value.value as { task: unknown[] }).task[1]] : [],
    )
    expect(tasks).toEqual([1, 3, 0, 2])
  })

  it("leave nothing but the event when they fail", () => {
    run(at(2, utility.batch_all.make({ calls: [put(5), failing] })))
    chain.takeEvents()
    chain.runBlocks(1)
    const { event } = chain.state.events.find(({ event }) => event.type === "Scheduler") ?? {}
    expect(event?.value.value).toMatchObject({ result: { ok: false, error: { type: "BadOrigin" } } })
    expect(isPut(5)).toBe(false)
  })

  it("are refused to all but root, for the past, and where the agenda is full", () => {
    expect(run(at(3, put(1)), Alice)).toBe("BadOrigin")
    expect(run(named(name(1), 3, put(1)), Alice)).toBe("BadOrigin")
    for (const when of [0, 1]) expect(run(at(when, put(1)))).toBe("Scheduler.TargetBlockNumberInPast")
    for (let i = 0; i < 50; i++) expect(run(at(9, put(1)))).toBe("ok")
    expect(run(at(9, put(1)))).toBe("Exhausted")
    expect(run(calls.cancel.make({ when: 9, index: 20 }))).toBe("ok")
    told()
    expect(run(at(9, put(2)))).toBe("ok")
    expect(chain.state.events.at(-1)?.event.value.value).toEqual({ when: 9, index: 20 })
  })
})

describe("repeating calls", () => {
  const runs = (from: number, to: number): number[] => {
    const blocks: number[] = []
    for (let block = from; block <= to; block++) {
      chain.takeEvents()
      chain.runBlocks(1)
      if (told().includes("Dispatched")) blocks.push(block)
    }
    return blocks
  }

  it("run as often as planned", () => {
    run(at(3, put(1), 0, [2, 3]))
    expect(agenda(3)[0]?.maybe_periodic).toEqual([2, 2])
    expect(runs(2, 12)).toEqual([3, 5, 7])
  })

  it("keep their name through all turns", () => {
    run(named(name(1), 3, put(1), [2, 2]))
    runs(2, 3)
    expect(storage.Lookup.get(chain.state, name(1))).toEqual([5, 0])
    expect(runs(4, 9)).toEqual([5])
    expect(storage.Lookup.has(chain.state, name(1))).toBe(false)
  })

  it("are single ones without a period or a second turn", () => {
    for (const periodic of [
      [0, 5],
      [3, 1],
      [3, 0],
    ] as const) {
      run(at(3, put(1), 0, periodic))
      expect(agenda(3).at(-1)?.maybe_periodic).toBeUndefined()
    }
  })

  it("end where the next agenda is full", () => {
    run(at(2, put(1), 0, [3, 5]))
    for (let i = 0; i < 50; i++) run(at(5, put(1)))
    chain.takeEvents()
    chain.runBlocks(1)
    expect(told()).toEqual(["Dispatched", "PeriodicFailed"])
  })
})

describe("cancelling", () => {
  it("takes a call out, with its name and retries", () => {
    run(named(name(1), 5, put(1)))
    run(at(5, put(2)))
    run(calls.set_retry.make({ task: [5, 0], retries: 3, period: 1 }))
    told()
    expect(run(calls.cancel.make({ when: 5, index: 0 }))).toBe("ok")
    expect(told()).toEqual(["Canceled"])
    expect([storage.Lookup.has(chain.state, name(1)), storage.Retries.has(chain.state, [5, 0])]).toEqual([
      false,
      false,
    ])
    expect(agenda(5).map((task) => task !== undefined)).toEqual([false, true])
    expect(run(calls.cancel.make({ when: 5, index: 0 }))).toBe("Scheduler.NotFound")
    expect(run(calls.cancel.make({ when: 5, index: 7 }))).toBe("Scheduler.NotFound")
    expect(run(calls.cancel.make({ when: 5, index: 1 }), Alice)).toBe("BadOrigin")
    run(calls.cancel.make({ when: 5, index: 1 }))
    expect(storage.Agenda.has(chain.state, 5)).toBe(false)
  })

  it("goes by name", () => {
    run(named(name(1), 5, put(1)))
    expect(run(named(name(1), 6, put(1)))).toBe("Scheduler.FailedToSchedule")
    expect(run(calls.cancel_named.make({ id: name(1) }), Alice)).toBe("BadOrigin")
    expect(run(calls.cancel_named.make({ id: name(1) }))).toBe("ok")
    expect(run(calls.cancel_named.make({ id: name(1) }))).toBe("Scheduler.NotFound")
    expect(run(named(name(1), 6, put(1)))).toBe("ok")
  })
})

describe("retries", () => {
  it("try a failed call again, a number of times", () => {
    run(at(2, failing))
    expect(run(calls.set_retry.make({ task: [2, 0], retries: 2, period: 3 }))).toBe("ok")
    expect(told()).toEqual(["Scheduled", "RetrySet"])
    const blocks: number[] = []
    for (let block = 2; block <= 14; block++) {
      chain.runBlocks(1)
      if (told().includes("Dispatched")) blocks.push(block)
    }
    expect(blocks).toEqual([2, 5, 8])
    expect([...storage.Retries.keys(chain.state)]).toEqual([])
  })

  it("end with success", () => {
    const tried = utility.dispatch_as_fallible.make({
      as_origin: { type: "system", value: { type: "Signed", value: Alice } },
      call: balances.transfer_allow_death.make({ dest: { type: "Id", value: Bob }, value: 10n ** 16n }),
    })
    const before = freeBalance(chain.state, Bob)
    run(named(name(1), 2, tried))
    run(calls.set_retry_named.make({ id: name(1), retries: 9, period: 1 }))
    chain.runBlocks(1)
    deposit(chain.state, Alice, 10n ** 16n)
    chain.runBlocks(5)
    expect(freeBalance(chain.state, Bob) - before).toBe(10n ** 16n)
    expect(told().filter((event) => event === "Dispatched")).toHaveLength(2)
  })

  it("can be called off", () => {
    run(named(name(1), 2, failing))
    run(calls.set_retry.make({ task: [2, 0], retries: 2, period: 3 }))
    expect(run(calls.cancel_retry.make({ task: [2, 0] }))).toBe("ok")
    run(calls.set_retry_named.make({ id: name(1), retries: 2, period: 3 }))
    expect(run(calls.cancel_retry_named.make({ id: name(1) }))).toBe("ok")
    expect(told().filter((event) => event === "RetryCancelled")).toHaveLength(2)
    expect(storage.Retries.has(chain.state, [2, 0])).toBe(false)
  })

  it("are root's, and for calls that are planned", () => {
    const task = [4, 0] as const
    for (const call of [
      calls.set_retry.make({ task, retries: 1, period: 1 }),
      calls.set_retry_named.make({ id: name(1), retries: 1, period: 1 }),
      calls.cancel_retry.make({ task }),
      calls.cancel_retry_named.make({ id: name(1) }),
    ]) {
      expect(run(call)).toBe("Scheduler.NotFound")
      expect(run(call, Alice)).toBe("BadOrigin")
    }
  })

  it("fail where the agenda is full", () => {
    run(at(2, failing))
    run(calls.set_retry.make({ task: [2, 0], retries: 2, period: 3 }))
    for (let i = 0; i < 50; i++) run(at(5, put(1)))
    chain.takeEvents()
    chain.runBlocks(1)
    expect(told()).toEqual(["Dispatched", "RetryFailed"])
  })
})

describe("long calls", () => {
  it("are kept as a preimage, of which one request stays", () => {
    expect(run(at(3, long))).toBe("ok")
    expect(agenda(3)[0]?.call).toEqual({
      type: "Lookup",
      value: { hash: longHash, len: encodedCall(long).bytes.length },
    })
    expect(preimage.RequestStatusFor.get(chain.state, longHash)).toMatchObject({ value: { count: 2 } })
    chain.takeEvents()
    chain.runBlocks(2)
    expect(chain.takeEvents()).toContain("System.Remarked")
    expect(preimage.RequestStatusFor.get(chain.state, longHash)).toMatchObject({ value: { count: 1 } })
  })

  it("lose their request when cancelled", () => {
    run(named(name(1), 3, long))
    run(calls.cancel_named.make({ id: name(1) }))
    expect(preimage.RequestStatusFor.get(chain.state, longHash)).toMatchObject({ value: { count: 1 } })
  })

  it("that are gone stay in their place and are told", () => {
    run(at(3, long))
    preimage.PreimageFor.clear(chain.state)
    chain.takeEvents()
    chain.runBlocks(2)
    expect(told()).toEqual(["CallUnavailable"])
    expect(agenda(3)).toHaveLength(1)
    chain.runBlocks(2)
    expect(told()).toEqual([])
  })

  it("are kept in place up to 128 bytes", () => {
    const overhead = encodedCall(remarkAs(0, 0)).bytes.length
    run(at(3, remarkAs(0, 63)))
    expect(agenda(3)[0]?.call.type).toBe(overhead + 63 <= 128 ? "Inline" : "Lookup")
    run(at(4, remarkAs(0, 128 - overhead)))
    expect(agenda(4)[0]?.call.type).toBe("Lookup")
    run(at(5, remarkAs(0, 127 - overhead)))
    expect(agenda(5)[0]?.call.type).toBe("Inline")
  })
})

describe("a block's share for planned calls", () => {
  const heavy = (ref_time: bigint, n: number) =>
    utility.with_weight.make({ call: put(n), weight: { ref_time, proof_size: 0n } })

  it("postpones what does not fit", () => {
    run(at(2, heavy(2_000_000_000_000n, 1)))
    run(at(2, heavy(2_000_000_000_000n, 2)))
    run(at(3, put(3)))
    chain.takeEvents()
    chain.runBlocks(1)
    expect(told()).toEqual(["Dispatched", "AgendaIncomplete"])
    expect(storage.IncompleteSince.get(chain.state)).toBe(2)
    expect([isPut(1), isPut(2)]).toEqual([true, false])
    chain.runBlocks(1)
    expect(told()).toEqual(["Dispatched", "Dispatched"])
    expect([isPut(2), isPut(3), storage.IncompleteSince.has(chain.state)]).toEqual([true, true, false])
    expect([agenda(2), agenda(3)]).toEqual([[], []])
  })

  it("never runs what is too heavy for it even alone", () => {
    run(at(2, heavy(3_300_000_000_000n, 1)))
    run(at(2, put(2)))
    chain.takeEvents()
    chain.runBlocks(1)
    expect(told()).toEqual(["PermanentlyOverweight", "Dispatched"])
    expect(agenda(2).map((task) => task !== undefined)).toEqual([true, false])
    chain.runBlocks(3)
    expect([told(), isPut(1)]).toEqual([[], false])
  })

  it("is nothing on a chain that gives none", () => {
    const nothing = { ref_time: 0n, proof_size: 0n }
    const { state } = createTestChain({
      ...local,
      constants: new Map([...local.constants, ["Scheduler.MaximumWeight", nothing]]),
    })
    expect(constants.MaximumWeight.get(state)).toEqual(nothing)
    serviceAgendas(state, 5)
    expect(storage.IncompleteSince.has(state)).toBe(false)
  })
})
