import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { blake2b128, twox64, twox128 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { encode, u16, u32, u64 } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, test } from "vitest"
import type { Dispatcher } from "../dispatch/dispatcher.ts"
import { InvariantError } from "../errors.ts"
import { createState } from "../state.ts"
import { AccountId32 } from "../types/sp_core.ts"
import { constant, defineConstants } from "./constants.ts"
import { blake2_128, blake2_128Concat, defineStorage, identity, map, twox64Concat, value } from "./storage.ts"

const constants = defineConstants("Sample", { Start: constant("Where counting starts", u64, 7n) })

const storage = defineStorage("Sample", {
  Counter: value("Counts", u64, (state) => constants.Start.get(state)),
  Maybe: value("May be absent", u32),
  ByUid: map("netuid, uid → number", [identity(u16), twox64Concat(u16)], u32, 0),
  ByAccount: map("account → number", [blake2_128Concat(AccountId32)], u64),
  Opaque: map("hashed away", [blake2_128(u16)], u16, 0),
})

const dispatcher = {} as Dispatcher
const openState = (overrides = new Map<string, unknown>()) =>
  createState(createOverlay(createMemoryStore()), overrides, dispatcher)
const accountOf = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const key = (...parts: Uint8Array[]) => parts.map(bytesToKey).join("")
const head = (name: string) => key(twox128(utf8("Sample")), twox128(utf8(name)))

describe("keys", () => {
  test("are the pallet's, the item's and the hashed parts", () => {
    const uid = encode(u16, 5)
    const account = fromHex(accountOf(9))
    expect(storage.Counter.key()).toBe(head("Counter"))
    expect(storage.ByUid.key(1, 5)).toBe(head("ByUid") + key(encode(u16, 1), twox64(uid), uid))
    expect(storage.ByAccount.key(accountOf(9))).toBe(head("ByAccount") + key(blake2b128(account), account))
    expect(storage.ByUid.prefix(1)).toBe(head("ByUid") + key(encode(u16, 1)))
  })

  test("stay right when more of them are used than are remembered", () => {
    const expected = (n: number) =>
      head("ByAccount") + key(blake2b128(fromHex(accountOf(n))), fromHex(accountOf(n)))
    for (let n = 0; n < 5000; n++) storage.ByAccount.key(accountOf(n))
    for (const n of [0, 4095, 4096, 4999]) expect(storage.ByAccount.key(accountOf(n))).toBe(expected(n))
  })

  test("of an item outside of any table do not exist", () => {
    expect(() => value("Nowhere", u32).key()).toThrow(InvariantError)
  })
})

describe("values", () => {
  test("absent ones read as the default, as the chain's constant, or as undefined", () => {
    expect(storage.Counter.get(openState())).toBe(7n)
    expect(storage.Counter.get(openState(new Map([["Sample.Start", 9n]])))).toBe(9n)
    expect(storage.Maybe.get(openState())).toBeUndefined()
    expect(storage.ByUid.get(openState(), 1, 2)).toBe(0)
    expect(storage.ByAccount.get(openState(), accountOf(1))).toBeUndefined()
  })

  test("a stored default is there, and a default is not", () => {
    const state = openState()
    expect(storage.ByUid.has(state, 1, 2)).toBe(false)
    storage.ByUid.set(state, 1, 2, 0)
    expect(storage.ByUid.has(state, 1, 2)).toBe(true)
    storage.ByUid.delete(state, 1, 2)
    expect(storage.ByUid.has(state, 1, 2)).toBe(false)
  })

  test("change in place, and read as changed after every way of writing", () => {
    const state = openState()
    storage.Counter.mutate(state, (count) => count + 1n)
    expect(storage.Counter.get(state)).toBe(8n)
    state.set(storage.Counter.key(), encode(u64, 50n))
    expect(storage.Counter.get(state)).toBe(50n)
    expect(() =>
      state.transaction(() => {
        storage.Counter.set(state, 60n)
        expect(storage.Counter.get(state)).toBe(60n)
        throw new Error("no")
      }),
    ).toThrow("no")
    expect(storage.Counter.get(state)).toBe(50n)
  })

  test("too short for their type stop the block instead of reading as something", () => {
    const state = openState()
    state.set(storage.Counter.key(), Uint8Array.of(1))
    expect(() => storage.Counter.get(state)).toThrow()
  })
})

describe("maps", () => {
  const filled = () => {
    const state = openState()
    for (const [netuid, uid] of [
      [2, 1],
      [1, 0],
      [256, 3],
      [1, 300],
    ] as const)
      storage.ByUid.set(state, netuid, uid, netuid * 1000 + uid)
    return state
  }

  test("list their entries in the order of their keys, whole or under leading keys", () => {
    const state = filled()
    const all = [...storage.ByUid.keys(state)].map(([netuid]) => netuid)
    // Identity over little-endian: 256 comes before 1.
    expect(all).toEqual([256, 1, 1, 2])
    const one = [...storage.ByUid.entries(state, 1)]
    expect(new Map(one.map(([[, uid], n]) => [uid, n]))).toEqual(
      new Map([
        [0, 1000],
        [300, 1300],
      ]),
    )
  })

  test("may lose the entry just listed", () => {
    const state = filled()
    for (const [netuid, uid] of storage.ByUid.keys(state)) storage.ByUid.delete(state, netuid, uid)
    expect([...storage.ByUid.keys(state)]).toEqual([])
  })

  test("are cleared under leading keys", () => {
    const state = filled()
    expect(storage.ByUid.clear(state, 1)).toBe(2)
    expect([...storage.ByUid.keys(state)]).toHaveLength(2)
  })

  test("whose hasher drops the key can not be listed", () => {
    const state = openState()
    storage.Opaque.set(state, 1, 5)
    expect(storage.Opaque.get(state, 1)).toBe(5)
    expect(() => [...storage.Opaque.keys(state)]).toThrow(InvariantError)
  })
})
