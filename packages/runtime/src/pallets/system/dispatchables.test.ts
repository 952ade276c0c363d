import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import type { RuntimeVersion } from "../../types/sp_version.ts"
import { createTestState, takeEvents } from "../utility/dispatch.testkit.ts"
import { runtimeCode } from "./code.testkit.ts"
import { system } from "./index.ts"
import { calls, storage } from "./schema.ts"

const alice: Hex = `0x${"aa".repeat(32)}`
const codeKey = bytesToKey(utf8(":code"))

let state: State
beforeEach(() => {
  state = createTestState([system])
})
const asRoot = (call: RuntimeCallValue) => state.dispatcher.dispatch(state, rootOrigin, call)
const asAlice = (call: RuntimeCallValue) => state.dispatcher.dispatch(state, signedOrigin(alice), call)

const wasm = (change: Partial<RuntimeVersion>): Uint8Array => runtimeCode(state, change)

describe("raw storage", () => {
  it("reaches items that were read before", () => {
    const key = keyToBytes(storage.Number.key())
    expect(storage.Number.get(state)).toBe(0)
    asRoot(calls.set_storage.make({ items: [[key, Uint8Array.of(7, 0, 0, 0)]] }))
    expect(storage.Number.get(state)).toBe(7)
    asRoot(calls.kill_storage.make({ keys: [key] }))
    expect(storage.Number.has(state)).toBe(false)
  })

  it("deletes at most `subkeys` under a prefix", () => {
    for (let block = 0; block < 3; block++) storage.BlockHash.set(state, block, alice)
    const prefix = keyToBytes(storage.BlockHash.prefix())
    asRoot(calls.kill_prefix.make({ prefix, subkeys: 2 }))
    expect([...storage.BlockHash.keys(state)]).toHaveLength(1)
  })

  it("is root's", () => {
    for (const call of [
      calls.set_storage.make({ items: [] }),
      calls.kill_prefix.make({ prefix: new Uint8Array(), subkeys: 1 }),
      calls.set_code_without_checks.make({ code: new Uint8Array() }),
      calls.authorize_upgrade.make({ code_hash: alice }),
    ])
      expect(asAlice(call)).toMatchObject({ ok: false, error: { value: { type: "BadOrigin" } } })
  })
})

describe("remarks", () => {
  it("tell their hash only when asked", () => {
    asAlice(calls.remark.make({ remark: utf8("gm") }))
    expect(state.events).toEqual([])
    asAlice(calls.remark_with_event.make({ remark: utf8("gm") }))
    expect(state.events[0]?.event.value.value).toEqual({ sender: alice, hash: toHex(blake2b256(utf8("gm"))) })
  })
})

describe("code", () => {
  const nameOf = (result: ReturnType<typeof asRoot>) =>
    result.ok ? "none" : result.error.message.replace(/:.*/, "")

  it("set_code wants a readable, higher version of this chain", () => {
    const set = (code: Uint8Array) => nameOf(asRoot(calls.set_code.make({ code })))
    expect(set(utf8("no wasm"))).toBe("System.FailedToExtractRuntimeVersion")
    expect(set(wasm({ spec_version: 999 }).subarray(0, 40))).toBe("System.FailedToExtractRuntimeVersion")
    expect(set(wasm({ spec_name: "other", spec_version: 999 }))).toBe("System.InvalidSpecName")
    expect(set(wasm({}))).toBe("System.SpecVersionNeedsToIncrease")
    expect(set(wasm({ spec_version: 999 }))).toBe("none")
    expect(takeEvents(state)).toEqual(["CodeUpdated"])
    expect(state.get(codeKey)).toEqual(wasm({ spec_version: 999 }))
    expect(storage.Digest.get(state).logs).toEqual([{ type: "RuntimeEnvironmentUpdated" }])
  })

  it("an authorized upgrade is applied once, by anybody, for free", () => {
    const code = utf8("anything")
    const code_hash = toHex(blake2b256(code))
    const apply = calls.apply_authorized_upgrade.make({ code })
    expect(nameOf(asAlice(apply))).toBe("System.NothingAuthorized")
    asRoot(calls.authorize_upgrade.make({ code_hash: alice }))
    expect(nameOf(asAlice(apply))).toBe("System.Unauthorized")
    asRoot(calls.authorize_upgrade.make({ code_hash }))
    takeEvents(state)
    expect(asAlice(apply)).toMatchObject({ ok: true, post: { pays: "No" } })
    expect(takeEvents(state)).toEqual(["RejectedInvalidAuthorizedUpgrade"])
    asRoot(calls.authorize_upgrade_without_checks.make({ code_hash }))
    expect(asAlice(apply).ok).toBe(true)
    expect(takeEvents(state)).toEqual(["UpgradeAuthorized", "CodeUpdated"])
    expect(nameOf(asAlice(apply))).toBe("System.NothingAuthorized")
  })
})
