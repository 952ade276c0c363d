import { calculate_state_root, decode_proof } from "@acala-network/chopsticks-executor"
import { validateProofs } from "@polkadot-api/substrate-bindings"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { expect, test } from "vitest"
import golden from "../../../../vectors/golden-block.json" with { type: "json" }
import { keyArbitrary, valueArbitrary } from "../model.testkit.ts"
import type { StorageKey } from "../types.ts"
import { orderedTrieRoot } from "./orderedRoot.ts"
import { createTrie } from "./trie.ts"

type Entries = ReadonlyMap<StorageKey, Uint8Array>

/** The reference implementation in Rust, over the whole set. */
async function referenceRoot(entries: Entries, version: 0 | 1): Promise<string> {
  const pairs = [...entries].map(([key, value]): [string, string] => [toHex(keyToBytes(key)), toHex(value)])
  return calculate_state_root(pairs, version)
}

const batch = fc.array(fc.tuple(keyArbitrary, fc.option(valueArbitrary, { nil: undefined })), {
  maxLength: 25,
})

function applied(entries: Entries, changes: ReadonlyMap<StorageKey, Uint8Array | undefined>): Entries {
  const out = new Map(entries)
  for (const [key, value] of changes) {
    if (value === undefined) out.delete(key)
    else out.set(key, value)
  }
  return out
}

test.each([0, 1] as const)(
  "version %i: after any batches the root is the reference's for the whole set",
  async (version) => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 5 }), async (batches) => {
        let trie = createTrie(undefined, version)
        let entries: Entries = new Map()
        const past: { trie: typeof trie; entries: Entries; root: Hex }[] = []
        for (const changes of batches.map((pairs) => new Map(pairs))) {
          trie = trie.update(changes)
          entries = applied(entries, changes)
          expect(trie.root).toBe(await referenceRoot(entries, version))
          past.push({ trie, entries, root: trie.root })
        }
        for (const { trie: old, entries: then, root } of past) {
          expect(old.root).toBe(root)
          for (const [key] of entries) expect(old.get(key)).toEqual(then.get(key))
        }
      }),
      { numRuns: 60 },
    )
  },
)

/** Keys and values as a chain has them: thousands under a few items, of every length around the encoding's limits. */
function chainLike(count: number): Map<StorageKey, Uint8Array> {
  const out = new Map<StorageKey, Uint8Array>()
  for (let i = 0; i < count; i++) {
    const digest = blake2b256(Uint8Array.of(i & 0xff, i >> 8))
    const item = bytesToKey(blake2b256(Uint8Array.of(i % 7)))
    out.set(item + bytesToKey(digest.subarray(0, i % 33)), new Uint8Array((i * 13) % 200).fill(i))
  }
  out.set("k".repeat(300), new Uint8Array(70_000).fill(1))
  out.set("k".repeat(301), new Uint8Array(20).fill(1))
  return out
}

test("a large trie equals the reference, in one batch or many, and back", async () => {
  const entries = chainLike(3000)
  const whole = createTrie(entries)
  expect(whole.root).toBe(await referenceRoot(entries, 1))
  const pairs = [...entries]
  let grown = createTrie()
  for (let i = 0; i < pairs.length; i += 137) grown = grown.update(new Map(pairs.slice(i, i + 137)))
  expect(grown.root).toBe(whole.root)
  const half = new Map(pairs.slice(0, 1500))
  const shrunk = whole.update(new Map(pairs.slice(1500).map(([key]) => [key, undefined])))
  expect(shrunk.root).toBe(createTrie(half).root)
  expect(shrunk.update(new Map([...half.keys()].map((key) => [key, undefined]))).root).toBe(createTrie().root)
})

test("changes that change nothing keep the trie itself", () => {
  const trie = createTrie(chainLike(100))
  const [key, value] = [...chainLike(100)][5]!
  expect(trie.update(new Map([[key, value.slice()]]))).toBe(trie)
  expect(
    trie.update(
      new Map([
        ["absent", undefined],
        [`${key}more`, undefined],
        [key.slice(0, -1), undefined],
      ]),
    ),
  ).toBe(trie)
  expect(createTrie().root).toBe("0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314")
})

test("a value object that moves to another key moves", () => {
  const value = new Uint8Array(40)
  const moved = createTrie(new Map([["abc", value]])).update(
    new Map([
      ["abc", undefined],
      ["abd", value],
    ]),
  )
  expect(moved.root).toBe(createTrie(new Map([["abd", value]])).root)
})

test("proofs convince polkadot-api and the reference decoder, for present, absent, inline and hashed values", async () => {
  const entries = chainLike(500)
  const trie = createTrie(entries)
  const keys = [...entries.keys()].filter((_, i) => i % 50 === 0)
  const proof = trie.proof([...keys, "absent", "k", ""])
  const read = validateProofs(proof.map(toHex))
  expect(read?.rootHash).toBe(trie.root)
  const decoded = new Map(await decode_proof(trie.root, proof.map(toHex)))
  for (const key of keys) expect(decoded.get(toHex(keyToBytes(key)))).toBe(toHex(entries.get(key)!))
  expect(proof.length).toBeLessThan(80)
  const single = createTrie(new Map([["k", Uint8Array.of(1)]]))
  expect(validateProofs(single.proof(["k"]).map(toHex))?.rootHash).toBe(single.root)
  expect(createTrie().proof(["k"])).toEqual([])
})

test("the recorded block's extrinsics have the recorded root", () => {
  const { header, extrinsics } = golden.raw.block
  expect(orderedTrieRoot(extrinsics.map(fromHex))).toBe(header.extrinsicsRoot)
})

test("ordered roots equal the reference across the widths of a compact index", async () => {
  const values = Array.from({ length: 16_500 }, (_, i) => new Uint8Array(i % 60).fill(i))
  const keyed = new Map(
    values.map((value, i) => {
      const bytes =
        i < 64
          ? [i << 2]
          : i < 16_384
            ? [((i << 2) | 1) & 0xff, i >> 6]
            : [((i << 2) | 2) & 0xff, (i >> 6) & 0xff, i >> 14, 0]
      return [bytesToKey(Uint8Array.from(bytes)), value]
    }),
  )
  expect(orderedTrieRoot(values, 1)).toBe(await referenceRoot(keyed, 1))
  expect(orderedTrieRoot([])).toBe(createTrie().root)
})
