import fc from "fast-check"
import { expect, test, vi } from "vitest"
import { createMemoryStore } from "./memoryStore.ts"
import { keyArbitrary, type Model, modelReader, observe, valueArbitrary } from "./model.testkit.ts"
import { createOverlay } from "./overlay.ts"
import type { Overlay, StorageKey } from "./types.ts"

type Step =
  | { kind: "set"; key: StorageKey; value: Uint8Array }
  | { kind: "delete"; key: StorageKey }
  | { kind: "clear"; key: StorageKey; limit: number | undefined }
  | { kind: "look"; key: StorageKey }
  | { kind: "transaction"; steps: Step[]; fails: boolean }

const { step } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, depthIdentifier: "nesting" },
    fc.record({ kind: fc.constant("set" as const), key: keyArbitrary, value: valueArbitrary }),
    fc.record({ kind: fc.constant("delete" as const), key: keyArbitrary }),
    fc.record({
      kind: fc.constant("clear" as const),
      key: keyArbitrary,
      limit: fc.constantFrom(undefined, 0, 1, 3),
    }),
    fc.record({ kind: fc.constant("look" as const), key: keyArbitrary }),
    fc.record({
      kind: fc.constant("transaction" as const),
      steps: fc.array(tie("step"), { maxLength: 6 }),
      fails: fc.boolean(),
    }),
  ),
}))

const decode = (bytes: Uint8Array): string => `${bytes.length}:${bytes[0]}`

/** Runs the steps on both and compares them at every look. */
function play(overlay: Overlay, model: { now: Model }, steps: readonly Step[]): void {
  for (const s of steps) {
    if (s.kind === "set") {
      overlay.set(s.key, s.value)
      model.now.set(s.key, s.value)
    } else if (s.kind === "delete") {
      overlay.delete(s.key)
      model.now.delete(s.key)
    } else if (s.kind === "clear") {
      const going = [...modelReader(model.now).keys(s.key)].slice(0, s.limit)
      for (const key of going) model.now.delete(key)
      expect(overlay.clearPrefix(s.key, s.limit)).toBe(going.length)
    } else if (s.kind === "look") {
      expect(observe(overlay, [s.key])).toEqual(observe(modelReader(model.now), [s.key]))
      const value = model.now.get(s.key)
      expect(overlay.cached(s.key, decode)).toBe(value && decode(value))
    } else {
      const before = new Map(model.now)
      const failure = new Error("rolled back")
      const body = (): void => {
        play(overlay, model, s.steps)
        if (s.fails) throw failure
      }
      if (s.fails) {
        expect(() => overlay.transaction(body)).toThrow(failure)
        model.now = before
      } else {
        overlay.transaction(body)
      }
    }
  }
}

test("equals a plain map through nested transactions, rollbacks, iteration and cached reads", () => {
  const initial = fc.array(fc.tuple(keyArbitrary, valueArbitrary), { maxLength: 12 })
  fc.assert(
    fc.property(initial, fc.array(step, { maxLength: 15 }), (stored, steps) => {
      const store = createMemoryStore(new Map(stored))
      const overlay = createOverlay(store)
      const model = { now: new Map(stored) }
      play(overlay, model, steps)
      const probes = ["", ...model.now.keys()]
      const state = observe(modelReader(model.now), probes)
      expect(observe(overlay, probes)).toEqual(state)
      store.batch(overlay.changes())
      expect(observe(store, probes)).toEqual(state)
    }),
    { numRuns: 500 },
  )
})

const one = Uint8Array.of(1)
const two = Uint8Array.of(2)

test("an iteration is live: deleted keys vanish, keys written ahead appear, keys written behind do not", () => {
  const overlay = createOverlay(createMemoryStore(new Map(["pa", "pc", "pe", "pg"].map((k) => [k, one]))))
  const seen: StorageKey[] = []
  for (const key of overlay.keys("p")) {
    seen.push(key)
    if (key === "pa") overlay.delete("pc")
    if (key === "pe") {
      overlay.set("pb", one)
      overlay.set("pf", one)
      overlay.set("ph", one)
    }
  }
  expect(seen).toEqual(["pa", "pe", "pf", "pg", "ph"])
})

test("cached decodes once until the key is written or rolled back, and never mixes decoders", () => {
  const overlay = createOverlay(createMemoryStore(new Map([["k", one]])))
  const first = vi.fn((bytes: Uint8Array) => bytes[0])
  const other = (bytes: Uint8Array): string => `byte ${bytes[0]}`
  expect([overlay.cached("k", first), overlay.cached("k", first)]).toEqual([1, 1])
  expect(first).toHaveBeenCalledTimes(1)
  expect(overlay.cached("k", other)).toBe("byte 1")
  expect(() =>
    overlay.transaction(() => {
      overlay.set("k", two)
      expect(overlay.cached("k", first)).toBe(2)
      throw new Error("no")
    }),
  ).toThrow("no")
  expect(overlay.cached("k", first)).toBe(1)
  overlay.delete("k")
  expect(overlay.cached("k", first)).toBeUndefined()
})

test("changes are refused inside a transaction", () => {
  const overlay = createOverlay(createMemoryStore())
  expect(() => overlay.transaction(() => overlay.changes())).toThrow("transaction")
  expect(overlay.changes().size).toBe(0)
})

test("reading very many keys keeps pending changes and right answers", () => {
  const key = (i: number): StorageKey => `key ${i}`
  const overlay = createOverlay({
    get: (k) => Uint8Array.of(k.length),
    nextKey: () => undefined,
    keys: () => [],
  })
  overlay.set(key(7), two)
  for (let i = 0; i < 200_000; i++) overlay.get(key(i))
  expect(overlay.get(key(7))).toBe(two)
  expect(overlay.get(key(8))).toEqual(Uint8Array.of(5))
  expect([...overlay.changes().keys()]).toEqual([key(7)])
})
