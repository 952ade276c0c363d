/** A plain sorted map: the measure of every store and view in the tests. */
import fc from "fast-check"
import type { KvReader, StorageKey } from "./types.ts"

export type Model = Map<StorageKey, Uint8Array>

export function modelReader(model: Model): KvReader {
  const sorted = (): StorageKey[] => [...model.keys()].sort()
  return {
    get: (key) => model.get(key),
    nextKey: (key) => sorted().find((other) => other > key),
    keys: (prefix, after) =>
      sorted().filter((key) => key.startsWith(prefix) && (after === undefined || key > after)),
  }
}

/** Short keys over few letters collide, nest and share prefixes; some carry a long common head, as storage items do. */
export const keyArbitrary: fc.Arbitrary<StorageKey> = fc
  .tuple(
    fc.constantFrom("", "\0", "h".repeat(31), "h".repeat(32), "h".repeat(31) + "i"),
    fc.array(fc.constantFrom("\0", "\x01", "a", "\x7f", "\x80", "\xff"), { maxLength: 4 }),
  )
  .map(([head, tail]) => head + tail.join(""))

/** Around 32 bytes a trie changes how it keeps a value. */
export const valueArbitrary: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.constantFrom(0, 1, 2, 31, 32, 33, 40), fc.nat({ max: 255 }))
  .map(([length, fill]) => new Uint8Array(length).fill(fill))

/** Everything that a reader can be asked about these keys. */
export function observe(reader: KvReader, probes: readonly StorageKey[]): unknown {
  return {
    all: [...reader.keys("")],
    values: probes.map((key) => reader.get(key)),
    next: probes.map((key) => reader.nextKey(key)),
    under: probes.map((key) => [...reader.keys(key)]),
    after: probes.map((key) => [...reader.keys(key.slice(0, 1), key)]),
    item: [...reader.keys("h".repeat(32))],
  }
}
