import { OriginError } from "@taonet/node/chain/errors"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import type { KvReader, StorageKey } from "@taonet/state/types"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createKnownRanges, endOfPrefix } from "./knownRanges.ts"
import type { Origin } from "./origin.ts"
import type { OriginCall } from "./originTypes.ts"
import { createRemoteState, type Readahead } from "./remoteState.ts"

const hexOf = (key: StorageKey) => toHex(keyToBytes(key))
const keyOf = (hex: unknown) => bytesToKey(fromHex(hex as string))

/** A chain with this state; `refused` methods it does not have. */
function originOf(state: KvReader, refused: readonly string[] = []): Origin {
  let trips = 0
  function answer({ method, params }: OriginCall): unknown {
    if (refused.includes(method)) throw new OriginError("refused", `${method} is unsafe`)
    const value = (hex: unknown) => {
      const bytes = state.get(keyOf(hex))
      return bytes === undefined ? null : toHex(bytes)
    }
    if (method === "state_getStorage") return value(params[0])
    if (method === "state_queryStorageAt")
      return [{ block: params[1], changes: (params[0] as unknown[]).map((key) => [key, value(key)]) }]
    if (method !== "state_getKeysPaged") throw new Error(method)
    const [prefix, count, after] = params
    const keys: string[] = []
    for (const key of state.keys(keyOf(prefix), after === null ? undefined : keyOf(after))) {
      if (keys.length === count) break
      keys.push(hexOf(key))
    }
    return keys
  }
  return {
    url: "ws://origin",
    get trips() {
      return trips
    },
    ask(calls) {
      trips++
      return calls.map(answer)
    },
    close: async () => {},
  }
}

const at = `0x${"00".repeat(32)}` as const
const nothingAhead: Readahead = () => ({})

describe("known ranges", () => {
  test("melt, and cover what was added and nothing else", () => {
    const range = fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]) => [from, from + length] as const)
    const name = (number: number): StorageKey => String.fromCharCode(number)
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), (added) => {
        const ranges = createKnownRanges()
        const model = new Set<number>()
        for (const [from, to] of added) {
          ranges.add(name(from), name(to))
          for (let one = from; one < to; one++) model.add(one)
        }
        for (let one = 0; one < 80; one++) {
          const found = ranges.end(name(one))
          let end = one
          while (model.has(end)) end++
          expect(found?.to).toBe(model.has(one) ? name(end) : undefined)
        }
      }),
    )
  })

  test("the end of a prefix is behind all that start with it", () => {
    expect(endOfPrefix("ab")).toBe("ac")
    expect(endOfPrefix("a\xff\xff")).toBe("b")
    expect(endOfPrefix("\xff")).toBeUndefined()
    expect(endOfPrefix("")).toBeUndefined()
  })
})

describe("a remote state", () => {
  const bytes = fc.uint8Array({ maxLength: 3 }).map(bytesToKey)
  const state = fc.array(bytes, { maxLength: 40 }).map((keys) => {
    const store = createMemoryStore()
    for (const key of keys) store.batch(new Map([[`k${key}`, keyToBytes(`v${key}`)]]))
    return store
  })
  const question = fc.record({ key: bytes, kind: fc.constantFrom("get", "next", "keys", "after", "ahead") })

  test("answers as the state itself, whatever was asked before", () => {
    fc.assert(
      fc.property(state, fc.array(question, { maxLength: 30 }), (store, questions) => {
        const remote = createRemoteState(originOf(store), at, (key) => ({ prefix: key.slice(0, 2) }))
        for (const { key: part, kind } of questions) {
          const key = `k${part}`
          if (kind === "get") expect(remote.get(key)).toEqual(store.get(key))
          if (kind === "next") expect(remote.nextKey(key)).toBe(store.nextKey(key))
          if (kind === "keys") expect([...remote.keys(key)]).toEqual([...store.keys(key)])
          if (kind === "after") expect([...remote.keys("k", key)]).toEqual([...store.keys("k", key)])
          if (kind === "ahead") remote.fetchPrefixes([key])
        }
        expect([...remote.keys("")]).toEqual([...store.keys("")])
      }),
    )
  })

  test("reads many pages, and each once", () => {
    const store = createMemoryStore()
    const name = (number: number): StorageKey => `p${String.fromCharCode(number >> 8, number & 0xff)}`
    store.batch(new Map(Array.from({ length: 3500 }, (_, i) => [name(i), Uint8Array.of(i & 0xff)])))
    store.batch(new Map([["q", Uint8Array.of(1)]]))
    const origin = originOf(store)
    const remote = createRemoteState(origin, at, nothingAhead)
    expect([...remote.keys("p")]).toEqual([...store.keys("p")])
    // Four pages of keys, and a question for the values of each.
    expect(origin.trips).toBe(8)
    for (const key of store.keys("p")) expect(remote.get(key)).toEqual(store.get(key))
    expect(remote.get("p\xff\xff\xff")).toBeUndefined()
    expect(origin.trips).toBe(8)
    expect(remote.nextKey(name(3499))).toBe("q")
  })

  test("asks for values one by one where a chain does not give many", () => {
    const store = createMemoryStore(new Map([["a", Uint8Array.of(1)]]))
    const remote = createRemoteState(originOf(store, ["state_queryStorageAt"]), at, nothingAhead)
    remote.fetchValues(["a", "b"])
    expect([remote.get("a"), remote.get("b")]).toEqual([Uint8Array.of(1), undefined])
  })

  test("what is no answer is told of", () => {
    const odd: Origin = {
      url: "ws://odd",
      trips: 0,
      ask: (calls) => calls.map(() => 7),
      close: async () => {},
    }
    const remote = createRemoteState(odd, at, nothingAhead)
    expect(() => remote.nextKey("a")).toThrow(OriginError)
    expect(() => remote.get("a")).toThrow("no Substrate node")
  })
})
