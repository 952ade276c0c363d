import fc from "fast-check"
import { expect, test } from "vitest"
import { createMemoryStore, memoryStoreOf } from "./memoryStore.ts"
import { keyArbitrary, type Model, modelReader, observe, valueArbitrary } from "./model.testkit.ts"
import type { KvReader, StorageKey } from "./types.ts"

const change = fc.tuple(keyArbitrary, fc.option(valueArbitrary, { nil: undefined }))

test("equals a sorted map, and snapshots keep what they saw", () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 30 }), { maxLength: 6 }), (batches) => {
      const store = createMemoryStore()
      const model: Model = new Map()
      const seen: { snapshot: KvReader; state: unknown; probes: StorageKey[] }[] = []
      for (const batch of batches) {
        store.batch(new Map(batch))
        for (const [key, value] of new Map(batch)) {
          if (value === undefined) model.delete(key)
          else model.set(key, value)
        }
        const probes = ["", ...batch.map(([key]) => key)]
        const state = observe(modelReader(model), probes)
        expect(observe(store, probes)).toEqual(state)
        seen.push({ snapshot: store.snapshot(), state, probes })
      }
      for (const { snapshot, state, probes } of seen) expect(observe(snapshot, probes)).toEqual(state)
    }),
    { numRuns: 200 },
  )
})

test("stays right and sorted while it grows to thousands of keys and shrinks to none", () => {
  const store = createMemoryStore()
  const key = (i: number): StorageKey =>
    String.fromCharCode((i * 7919) & 0xff, (i * 104_729) & 0xff, i & 0xff, i >> 8)
  const all = Array.from({ length: 5000 }, (_, i) => key(i))
  store.batch(new Map(all.map((k, i) => [k, Uint8Array.of(i & 0xff)])))
  const full = store.snapshot()
  expect([...store.keys("")]).toEqual([...all].sort())
  for (let i = 0; i < all.length; i += 1000) {
    store.batch(new Map(all.slice(i, i + 1000).map((k) => [k, undefined])))
    expect([...store.keys("")]).toEqual(all.slice(i + 1000).sort())
  }
  expect(store.nextKey("")).toBeUndefined()
  expect([...full.keys("")]).toHaveLength(5000)
  all.forEach((k, i) => {
    expect(full.get(k)).toEqual(Uint8Array.of(i & 0xff))
  })
})

test("an iteration sees the version it began with", () => {
  const store = createMemoryStore(new Map(["a", "b", "c"].map((k) => [k, new Uint8Array(1)])))
  const snapshot = store.snapshot()
  const seen: StorageKey[] = []
  for (const key of snapshot.keys("")) {
    store.batch(new Map([[key, undefined]]))
    seen.push(key)
  }
  expect(seen).toEqual(["a", "b", "c"])
  expect([...store.keys("")]).toEqual([])
})

test("a store made at once equals one that was filled, and takes the same changes", () => {
  for (const count of [0, 1, 31, 32, 33, 1_500, 40_000]) {
    const keys = Array.from({ length: count }, (_, i) => String.fromCharCode(i >> 8, i & 0xff, 7))
    const values = keys.map((_, i) => Uint8Array.of(i & 0xff))
    const made = memoryStoreOf(keys, values)
    const filled = createMemoryStore(new Map(keys.map((key, i) => [key, values[i]])))
    const fourth = keys.filter((_, i) => i % 4 !== 0)
    for (const store of [made, filled]) {
      store.batch(new Map([["new", new Uint8Array(2)], ...fourth.map((key) => [key, undefined] as const)]))
    }
    expect([...made.keys("")]).toEqual([...filled.keys("")])
    expect([...made.keys("")].map((key) => made.get(key))).toEqual(
      [...filled.keys("")].map((key) => filled.get(key)),
    )
  }
})

test("forks go their own ways, and a captured point comes back as often as it is wanted", () => {
  const store = createMemoryStore(new Map([["a", Uint8Array.of(1)]]))
  const restore = store.capture()
  const fork = store.fork()
  for (const round of [2, 3]) {
    store.batch(
      new Map([
        ["a", undefined],
        ["b", Uint8Array.of(round)],
      ]),
    )
    fork.batch(new Map([["c", Uint8Array.of(round)]]))
    expect([...store.keys("")]).toEqual(["b"])
    restore()
    expect([...store.keys("")]).toEqual(["a"])
  }
  expect([...fork.keys("")]).toEqual(["a", "c"])
})
