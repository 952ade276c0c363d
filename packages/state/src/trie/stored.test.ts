import { blake2b256 } from "@taonet/primitives/hash"
import fc from "fast-check"
import { expect, test } from "vitest"
import { createMemoryStore } from "../memoryStore.ts"
import { keyArbitrary, valueArbitrary } from "../model.testkit.ts"
import type { Changes, StorageKey } from "../types.ts"
import { TrieDamagedError } from "./stored.ts"
import { createTrie, openTrie, type Trie } from "./trie.ts"

/** A store that follows the newest trie, as a node's database does. */
function branchStore() {
  const branches = createMemoryStore()
  const state = createMemoryStore()
  let newest: Trie = createTrie()
  let reads = 0
  const source = {
    version: 1,
    state,
    branch(place: StorageKey) {
      reads++
      return branches.get(place)
    },
  } as const
  return {
    branches,
    state,
    trie: () => newest,
    reads: () => reads,
    apply(changes: Changes) {
      const next = newest.update(changes)
      void next.root
      branches.batch(next.branchesSince(newest))
      state.batch(changes)
      newest = next
      return next
    },
    /** Back to a trie that it held before, whose entries these are. */
    back(trie: Trie, entries: ReadonlyMap<StorageKey, Uint8Array>) {
      branches.batch(trie.branchesSince(newest))
      state.batch(new Map([...state.keys("")].map((key) => [key, undefined])))
      state.batch(entries)
      newest = trie
    },
    reopen() {
      newest = openTrie(source) ?? createTrie(entriesOf(state))
      return newest
    },
  }
}

const entriesOf = (state: ReturnType<typeof createMemoryStore>): Map<StorageKey, Uint8Array> =>
  new Map([...state.keys("")].map((key) => [key, state.get(key) as Uint8Array]))

const batch = fc.array(fc.tuple(keyArbitrary, fc.option(valueArbitrary, { nil: undefined })), {
  maxLength: 25,
})
const step = fc.record({ batch, before: fc.constantFrom("nothing", "nothing", "reopen", "back") })

test("through any batches, reopenings and returns it holds just the newest trie's branches, and other tries stay whole", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const store = branchStore()
      let seen: { readonly trie: Trie; readonly entries: Map<StorageKey, Uint8Array> }[] = []
      for (const { batch: changes, before } of steps) {
        const [oldest] = seen
        if (before === "back" && oldest !== undefined) store.back(oldest.trie, oldest.entries)
        if (before === "reopen") {
          store.reopen()
          seen = []
        }
        seen.push({ trie: store.trie(), entries: entriesOf(store.state) })
        const trie = store.apply(new Map(changes))
        seen.push({ trie, entries: entriesOf(store.state) })
        const whole = createTrie(entriesOf(store.state))
        expect(trie.root).toBe(whole.root)
        expect(entriesOf(store.branches)).toEqual(new Map(whole.branchesSince(createTrie())))
      }
      for (const { trie, entries } of seen) {
        const whole = createTrie(entries)
        const keys = [...entries.keys(), "absent", ""]
        expect(trie.root).toBe(whole.root)
        expect(trie.proof(keys)).toEqual(whole.proof(keys))
        for (const key of keys) expect(trie.get(key)).toEqual(entries.get(key))
      }
    }),
    { numRuns: 150 },
  )
})

const many: ReadonlyMap<StorageKey, Uint8Array> = new Map(
  Array.from({ length: 3_000 }, (_, i) => {
    const digest = blake2b256(Uint8Array.of(i & 0xff, i >> 8))
    return [`account:${String.fromCharCode(...digest.subarray(0, 16))}`, digest] as const
  }),
)

test("looks at no more than the way to what is asked for", () => {
  const store = branchStore()
  const { root } = store.apply(many)
  const trie = store.reopen()
  expect(trie.root).toBe(root)
  expect(store.reads()).toBe(1)
  const [key = ""] = many.keys()
  expect(trie.get(key)).toEqual(many.get(key))
  expect(store.reads()).toBeLessThan(8)
})

test("finds a stored branch, or a value, that is not the one its root promises", () => {
  const store = branchStore()
  store.apply(many)
  const [key = ""] = many.keys()
  store.state.batch(new Map([[key, new Uint8Array(32)]]))
  expect(() => store.reopen().get(key)).toThrow(TrieDamagedError)
  store.state.batch(new Map([[key, many.get(key)]]))
  expect(store.reopen().get(key)).toEqual(many.get(key))
  const place = [...store.branches.keys("")].find((one) => one.length === 10) as StorageKey
  const bytes = store.branches.get(place)?.slice() ?? new Uint8Array()
  bytes[bytes.length - 9] = (bytes.at(-9) ?? 0) ^ 1
  for (const other of [bytes, bytes.subarray(0, 20), undefined]) {
    store.branches.batch(new Map([[place, other]]))
    const trie = store.reopen()
    expect(() => [...many.keys()].map((one) => trie.get(one))).toThrow(TrieDamagedError)
  }
  store.branches.batch(new Map([["\0", Uint8Array.of(1)]]))
  expect(() => store.reopen()).toThrow(TrieDamagedError)
})
