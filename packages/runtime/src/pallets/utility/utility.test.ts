import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { noneOrigin, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { beforeEach, describe, expect, it } from "vitest"
import { system } from "../system/index.ts"
import { calls as systemCalls } from "../system/schema.ts"
import { derivativeAccount } from "./derivative.ts"
import { createTestState, takeEvents } from "./dispatch.testkit.ts"
import { utility } from "./index.ts"
import { calls, constants } from "./schema.ts"

const alice: Hex = `0x${"aa".repeat(32)}`
const signed = signedOrigin(alice)
const good = systemCalls.remark_with_event.make({ remark: Uint8Array.of(1) })
/** Only root may. */
const bad = systemCalls.kill_storage.make({ keys: [] })
const batchOf = (...items: RuntimeCallValue[]) => calls.batch.make({ calls: items })
const batchAllOf = (...items: RuntimeCallValue[]) => calls.batch_all.make({ calls: items })

let state: State
beforeEach(() => {
  state = createTestState([system, utility])
})

const run = (call: RuntimeCallValue, origin: Origin = signed) =>
  state.dispatcher.dispatch(state, origin, call)
/** `Pallet.Error` of a pallet's error, also of one that was passed on, and the type of a plain one. */
const failure = (result: DispatchResult): string =>
  result.ok ? "none" : result.error.message.replace(/:.*/, "")

describe("batches", () => {
  it("batch keeps what came before the failure and reports its place", () => {
    expect(run(batchOf(good, bad, good)).ok).toBe(true)
    expect(state.events.at(-1)?.event.value.value).toEqual({ index: 1, error: { type: "BadOrigin" } })
    expect(takeEvents(state)).toEqual(["Remarked", "ItemCompleted", "BatchInterrupted"])
  })

  it("batch_all fails as its item did and leaves no event", () => {
    expect(failure(run(batchAllOf(good, bad, good)))).toBe("BadOrigin")
    expect(state.events).toEqual([])
    expect(run(batchAllOf(good, good)).ok).toBe(true)
    expect(takeEvents(state)).toEqual([
      "Remarked",
      "ItemCompleted",
      "Remarked",
      "ItemCompleted",
      "BatchCompleted",
    ])
  })

  it("force_batch runs on", () => {
    expect(run(calls.force_batch.make({ calls: [bad, good] })).ok).toBe(true)
    expect(takeEvents(state)).toEqual(["ItemFailed", "Remarked", "ItemCompleted", "BatchCompletedWithErrors"])
  })

  it("an empty batch completes; an unsigned origin and too many calls are refused first", () => {
    run(batchOf())
    expect(takeEvents(state)).toEqual(["BatchCompleted"])
    expect(failure(run(batchOf(good), noneOrigin))).toBe("BadOrigin")
    const limit = constants.batched_calls_limit.get(state)
    expect(failure(run(batchOf(...Array<RuntimeCallValue>(limit + 1).fill(good))))).toBe(
      "Utility.TooManyCalls",
    )
    expect(state.events).toEqual([])
  })

  it("no batch directly inside a batch, except for root", () => {
    expect(failure(run(batchOf(batchOf(good))))).toBe("System.CallFiltered")
    expect(run(batchAllOf(batchAllOf(bad)), rootOrigin).ok).toBe(true)
  })

  it("batch_all is refused inside batch_all however it is wrapped", () => {
    const wrapped = calls.as_derivative.make({ index: 1, call: batchAllOf(good) })
    expect(failure(run(batchAllOf(wrapped)))).toBe("System.CallFiltered")
    expect(run(batchOf(wrapped)).ok).toBe(true)
    takeEvents(state)
    const either = calls.if_else.make({ main: batchAllOf(good), fallback: good })
    expect(run(batchAllOf(either)).ok).toBe(true)
    expect(takeEvents(state)).toContain("IfElseFallbackCalled")
  })
})

describe("other carriers", () => {
  it("as_derivative acts as the derived account and passes the failure on", () => {
    run(calls.as_derivative.make({ index: 7, call: good }))
    expect(state.events[0]?.event.value.value).toMatchObject({ sender: derivativeAccount(alice, 7) })
    expect(failure(run(calls.as_derivative.make({ index: 7, call: bad })))).toBe("BadOrigin")
    expect(failure(run(calls.as_derivative.make({ index: 7, call: good }), rootOrigin))).toBe("BadOrigin")
  })

  it("derives accounts by salt, owner and little-endian index", () => {
    const owner: Hex = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
    expect(derivativeAccount(owner, 258)).toBe(
      "0xe590147f52ea0e21bd0145de81a5343042062dbdf829b366e91c3c3b83cc2b38",
    )
  })

  it("if_else falls back, and fails with the fallback's error", () => {
    run(calls.if_else.make({ main: good, fallback: bad }))
    expect(takeEvents(state)).toEqual(["Remarked", "IfElseMainSuccess"])
    run(calls.if_else.make({ main: bad, fallback: good }))
    expect(takeEvents(state)).toEqual(["Remarked", "IfElseFallbackCalled"])
    const tooMany = calls.batch.make({ calls: Array<RuntimeCallValue>(10_923).fill(good) })
    expect(failure(run(calls.if_else.make({ main: bad, fallback: tooMany })))).toBe("Utility.TooManyCalls")
  })

  it("root dispatches under other origins", () => {
    const as_origin = { type: "system", value: { type: "Signed", value: alice } } as const
    expect(failure(run(calls.dispatch_as.make({ as_origin, call: good })))).toBe("BadOrigin")
    expect(run(calls.dispatch_as.make({ as_origin, call: bad }), rootOrigin).ok).toBe(true)
    expect(state.events.pop()?.event.value.value).toEqual({
      result: { ok: false, error: { type: "BadOrigin" } },
    })
    expect(failure(run(calls.dispatch_as_fallible.make({ as_origin, call: bad }), rootOrigin))).toBe(
      "BadOrigin",
    )
    const nested = calls.dispatch_as_fallible.make({ as_origin, call: batchOf(batchOf(good)) })
    expect(failure(run(nested, rootOrigin))).toBe("none")
  })
})

describe("costs", () => {
  const info = (call: RuntimeCallValue) => state.dispatcher.info(call)

  it("a batch costs itself and its items, in class Normal, and is free only without a paying item", () => {
    const items = [good, bad]
    const inner = items.map((item) => info(item).weight.ref_time).reduce((a, b) => a + b)
    expect(info(bad).class).toBe("Operational")
    expect(info(batchOf(...items))).toMatchObject({ class: "Normal", pays: "Yes" })
    expect(info(batchOf(...items)).weight.ref_time).toBe(19_446_696n + 50_000_000n + 2n * 5_450_264n + inner)
    expect(info(batchOf()).pays).toBe("No")
  })

  it("an interrupted batch gives back what it did not run", () => {
    const call = batchOf(bad, good)
    const { post } = run(call)
    expect(post.weight?.ref_time).toBe(19_446_696n + 50_000_000n + 5_450_264n + info(bad).weight.ref_time)
    expect(post.weight?.ref_time).toBeLessThan(info(call).weight.ref_time)
  })

  it("stated weights stay encodable", () => {
    const weight = { ref_time: U64_MAX, proof_size: U64_MAX }
    const huge = calls.with_weight.make({ call: good, weight })
    expect(info(huge).weight).toEqual(weight)
    expect(info(batchOf(huge, huge)).weight).toEqual(weight)
  })
})
