import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { ModuleError } from "@taonet/frame/errors"
import { noneOrigin, type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { system } from "../system/index.ts"
import { calls as systemCalls } from "../system/schema.ts"
import { createTestState, takeEvents } from "../utility/dispatch.testkit.ts"
import { utility } from "../utility/index.ts"
import { calls as utilityCalls } from "../utility/schema.ts"
import { sudo } from "./index.ts"
import { calls, storage } from "./schema.ts"

const alice: Hex = `0x${"aa".repeat(32)}`
const bob: Hex = `0x${"bb".repeat(32)}`
const id = (value: Hex) => ({ type: "Id", value }) as const
const remark = systemCalls.remark_with_event.make({ remark: Uint8Array.of(1) })
const rootOnly = systemCalls.set_storage.make({ items: [[Uint8Array.of(9), Uint8Array.of(1)]] })

let state: State
beforeEach(() => {
  state = createTestState([system, utility, sudo])
  storage.Key.set(state, alice)
})

const run = (call: RuntimeCallValue, origin: Origin = signedOrigin(alice)) =>
  state.dispatcher.dispatch(state, origin, call)
const failure = (result: DispatchResult): string => {
  if (result.ok) return "none"
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}

describe("sudo", () => {
  it("runs as root for free and succeeds whatever the call does", () => {
    expect(run(calls.sudo.make({ call: rootOnly }))).toEqual({ ok: true, post: { pays: "No" } })
    expect(state.get("\u0009")).toEqual(Uint8Array.of(1))
    expect(run(calls.sudo.make({ call: remark })).ok).toBe(true)
    expect(state.events.at(-1)?.event.value.value).toEqual({
      sudo_result: { ok: false, error: { type: "BadOrigin" } },
    })
  })

  it("is for the key holder and root only", () => {
    const call = calls.sudo.make({ call: rootOnly })
    expect(failure(run(call, signedOrigin(bob)))).toBe("RequireSudo")
    expect(failure(run(call, noneOrigin))).toBe("BadOrigin")
    expect(run(call, rootOrigin).ok).toBe(true)
  })

  it("sudo_as signs for another past the filters", () => {
    const nested = utilityCalls.batch.make({ calls: [utilityCalls.batch.make({ calls: [] })] })
    run(calls.sudo_as.make({ who: id(bob), call: remark }))
    expect(state.events[0]?.event.value.value).toMatchObject({ sender: bob })
    takeEvents(state)
    run(calls.sudo_as.make({ who: id(bob), call: nested }))
    expect(takeEvents(state)).toEqual(["BatchCompleted", "ItemCompleted", "BatchCompleted", "SudoAsDone"])
    const index = { type: "Index", value: undefined } as const
    expect(failure(run(calls.sudo_as.make({ who: index, call: remark })))).toBe("CannotLookup")
  })

  it("hands the key on and gives it up", () => {
    run(calls.set_key.make({ new: id(bob) }))
    expect(state.events[0]?.event.value.value).toEqual({ old: alice, new: bob })
    expect(failure(run(calls.set_key.make({ new: id(bob) })))).toBe("RequireSudo")
    run(calls.remove_key.make({}), signedOrigin(bob))
    expect(storage.Key.get(state)).toBeUndefined()
    expect(failure(run(calls.sudo.make({ call: remark }), signedOrigin(bob)))).toBe("RequireSudo")
  })

  it("has the class of the call inside", () => {
    const { info } = state.dispatcher
    expect(info(calls.sudo.make({ call: rootOnly })).class).toBe("Operational")
    expect(info(calls.sudo.make({ call: remark })).class).toBe("Normal")
    const weight = { ref_time: 5n, proof_size: 6n }
    expect(info(calls.sudo_unchecked_weight.make({ call: rootOnly, weight }))).toEqual({
      class: "Operational",
      pays: "Yes",
      weight,
    })
  })
})
