import { bytesToKey } from "@taonet/primitives/bytes"
import { blake2b256, twox128 } from "@taonet/primitives/hash"
import { createMemoryStore } from "./memoryStore.ts"
import { createOverlay } from "./overlay.ts"

import { createTrie } from "./trie/trie.ts"
import type { StorageKey } from "./types.ts"

/** Best of `attempts`, in milliseconds. Run with `npx tsx`. */
function measure(name: string, body: () => unknown, attempts = 10): void {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < attempts; i++) {
    const start = performance.now()
    body()
    best = Math.min(best, performance.now() - start)
  }
  console.log(`${name.padEnd(56)} ${best.toFixed(2)} ms`)
}

const keyCount = 100_000
const index = (i: number): Uint8Array => Uint8Array.of(i & 0xff, (i >> 8) & 0xff, i >> 16)
const items = Array.from(
  { length: 40 },
  (_, i) => bytesToKey(twox128(index(i))) + bytesToKey(twox128(index(i + 1))),
)
const keys: StorageKey[] = Array.from(
  { length: keyCount },
  (_, i) => items[i % 40]! + bytesToKey(blake2b256(index(i))),
)
const value = (i: number): Uint8Array => new Uint8Array(i % 5 === 0 ? 80 : 8).fill(i)
const state = new Map(keys.map((key, i) => [key, value(i)]))
let round = 0
const thousand = (): Map<StorageKey, Uint8Array> => {
  const first = (++round * 7919) % keyCount
  return new Map(
    Array.from({ length: 1000 }, (_, i) => [keys[(first + i * 97) % keyCount]!, value(i + round)]),
  )
}

measure("memory store: build 100k keys", () => createMemoryStore(state), 3)
const store = createMemoryStore(state)
measure("memory store: 1000 updates, then a snapshot", () => {
  store.batch(thousand())
  store.snapshot()
})
measure("memory store: 1000 random gets", () => {
  for (let i = 0; i < 1000; i++) store.get(keys[(i * 7919) % keyCount]!)
})
measure("memory store: iterate one item of 2500 keys", () => {
  for (const _ of store.keys(items[3]!));
})

const overlay = createOverlay(store.snapshot())
measure("overlay: 1000 first reads", () => {
  const fresh = createOverlay(store)
  for (let i = 0; i < 1000; i++) fresh.get(keys[(i * 7919) % keyCount]!)
})
measure("overlay: 1000 repeated reads", () => {
  for (let i = 0; i < 1000; i++) overlay.get(keys[(i * 7919) % keyCount]!)
})
const decode = (bytes: Uint8Array): number => bytes[0]!
measure("overlay: 1000 cached reads", () => {
  for (let i = 0; i < 1000; i++) overlay.cached(keys[(i * 7919) % keyCount]!, decode)
})
measure("overlay: 1000 writes in two nested transactions", () =>
  overlay.transaction(() =>
    overlay.transaction(() => {
      for (let i = 0; i < 1000; i++) overlay.set(keys[(i * 7919) % keyCount]!, value(i))
    }),
  ),
)
measure("overlay: iterate one item of 2500 keys, 10 changed", () => {
  for (let i = 0; i < 10; i++) overlay.set(items[3]! + bytesToKey(index(i)), value(i))
  for (const _ of overlay.keys(items[3]!));
})
measure("overlay: iterate an empty item 1000 times", () => {
  for (let i = 0; i < 1000; i++) for (const _ of overlay.keys("nothing under this prefix of thirty-two"));
})

const built = createTrie(state)
measure("trie: build 100k keys and hash them", () => createTrie(state).root, 3)
let trie = built
void trie.root
measure("trie: 1000 updates and the root", () => {
  trie = trie.update(thousand())
  return trie.root
})
measure("trie: 1000 updates alone", () => {
  trie = trie.update(thousand())
})
measure("trie: proof of 10 keys", () => trie.proof(keys.slice(0, 10)))
measure("trie: one update and the root", () => {
  trie = trie.update(new Map([[keys[5]!, value(++round)]]))
  return trie.root
})
