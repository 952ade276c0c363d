import { trieNodeDec } from "@polkadot-api/substrate-bindings"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { createTrie } from "@taonet/state/trie/trie"
import fc from "fast-check"
import { expect, it } from "vitest"
import { closestDescendantMerkleValue } from "./merkleValue.ts"

const key = fc
  .array(fc.constantFrom("\0", "\x01", "\x10", "a", "\xff"), { maxLength: 5 })
  .map((parts) => parts.join(""))
const value = fc.constantFrom(0, 1, 31, 32, 33, 80).map((length) => new Uint8Array(length).fill(7))
const entries = fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 30 })

it("is the root's hash for everything, and nothing where nothing is", () => {
  const trie = createTrie(new Map([["ab", new Uint8Array(40)]]))
  expect(closestDescendantMerkleValue(trie, "")).toBe(trie.root)
  expect(closestDescendantMerkleValue(trie, "a")).toBe(trie.root)
  expect(closestDescendantMerkleValue(trie, "b")).toBeUndefined()
  expect(closestDescendantMerkleValue(trie, "abc")).toBeUndefined()
  expect(closestDescendantMerkleValue(createTrie(), "")).toBeUndefined()
})

it("changes whenever something under the key does", () => {
  fc.assert(
    fc.property(entries, key, key, value, (pairs, prefix, changed, now) => {
      const before = createTrie(new Map(pairs))
      const after = before.update(new Map([[changed, now]]))
      const was = closestDescendantMerkleValue(before, prefix)
      const is = closestDescendantMerkleValue(after, prefix)
      const old = before.get(changed)
      const same = old !== undefined && toHex(old) === toHex(now)
      if (same || !changed.startsWith(prefix)) {
        // A neighbour may move the node deeper or higher: then its partial path, and with it the value, is another.
        if (same) expect(is).toBe(was)
      } else expect(is).not.toBe(was)
    }),
    { numRuns: 500 },
  )
})

it("is what another decoder finds in the parent", () => {
  const trie = createTrie(
    new Map([
      ["a\x01", new Uint8Array(50).fill(1)],
      ["b\x01", new Uint8Array(50).fill(2)],
      ["b\x02", new Uint8Array(50).fill(3)],
    ]),
  )
  const root = trie.proof(["b\x01"]).find((node) => toHex(blake2b256(node)) === trie.root) as Uint8Array
  const decoded = trieNodeDec(root) as { readonly children: Readonly<Record<string, string>> }
  // 'a' is 61 and 'b' is 62 in hex: the root's partial path is 6, then the paths part.
  expect(closestDescendantMerkleValue(trie, "b")).toBe(decoded.children["2"])
  expect(closestDescendantMerkleValue(trie, "a")).toBe(decoded.children["1"])
  expect(fromHex(decoded.children["1"] as string).length).toBe(32)
})
