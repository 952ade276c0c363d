import { equalBytes, keyToBytes } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { StorageKey } from "@taonet/state/types"
import type { Block, BlockStore } from "../chain/blocks.ts"
import { headerHash } from "../chain/header.ts"
import { currentFormat, type Database } from "./database.ts"
import { blocksOf, damaged, headOf, type Progress } from "./head.ts"
import { spanChecks } from "./spanChecks.ts"
import { undoIn, undoKey } from "./undo.ts"

export interface Verified {
  readonly head: { readonly number: number; readonly hash: Hex }
  readonly blocks: number
  readonly states: number
}

const breatheEvery = 500

/**
 * Checks all that a database says against itself: every kept block is what its hash promises and its parent's child, its extrinsics and
 * every kept state have the roots that the headers promise. Throws NodeError `store-damaged` at the first that does not.
 */
export async function verifyDatabase(database: Database, progress: Progress): Promise<Verified> {
  const { verified, trie } = await verifyBut(database, progress)
  if (database.format === currentFormat) await verifyTrie(database, trie, progress)
  return verified
}

/** The same but for the stored trie: gives the one of the state, which it should be. */
export async function verifyBut(
  database: Database,
  progress: Progress,
): Promise<{ readonly verified: Verified; readonly trie: Trie }> {
  const blocks = blocksOf(database)
  const head = headOf(database, blocks)
  const { hash } = head
  const { number, stateRoot } = head.header
  const trie = await stateTrie(database, progress)
  if (trie.root !== stateRoot)
    throw damaged(database, `block ${number} promises the state ${stateRoot}, the stored one is ${trie.root}`)
  const states = 1 + (await verifyEarlier(database, blocks, head, trie, progress))
  const count = await verifyBlocks(database, blocks, head, progress)
  return { verified: { head: { number, hash }, blocks: count, states }, trie }
}

async function stateTrie(database: Database, progress: Progress): Promise<Trie> {
  const all = new Map<StorageKey, Uint8Array>()
  for await (const entries of database.entries("state")) {
    for (const [key, value] of entries) all.set(key, value)
    progress(all.size, "entries of the state read")
  }
  return createTrie(all)
}

/** The stored branches are those of the state, no less and no more. */
async function verifyTrie(database: Database, trie: Trie, progress: Progress): Promise<void> {
  const branches = trie.branchesSince(createTrie())
  let count = 0
  for await (const entries of database.entries("trie")) {
    for (const [key, value] of entries) {
      const branch = branches.get(key)
      if (branch === undefined || !equalBytes(branch, value))
        throw damaged(database, `the stored trie is not the one of the state: branch ${hexOf(key)} differs`)
    }
    count += entries.length
    progress(count, "branches of the trie verified")
  }
  if (count !== branches.size)
    throw damaged(database, `the stored trie has ${count} branches instead of ${branches.size}`)
}

const hexOf = (key: StorageKey): Hex => toHex(keyToBytes(key))

/** Every earlier state, block by block, and that the spans of an archive say the same. */
async function verifyEarlier(
  database: Database,
  blocks: BlockStore,
  head: Block,
  headTrie: Trie,
  progress: Progress,
): Promise<number> {
  let trie = headTrie
  let count = 0
  const spans = spanChecks(database)
  for (let number = head.header.number; number > 0; number--) {
    const encoded = database.get("undo", undoKey(number))
    const hash = blocks.hashByNumber(number - 1)
    const earlier = hash && blocks.byHash(hash)
    if (encoded === undefined || earlier === undefined) break
    const undo = undoIn(encoded)
    if (undo === undefined) throw damaged(database, `what undoes block ${number} cannot be read`)
    trie = trie.update(undo)
    if (trie.root !== earlier.header.stateRoot)
      throw damaged(database, `the state of block ${number - 1} is not the one that the block promises`)
    spans.block(number, undo)
    progress(++count, "earlier states verified")
    if (count % breatheEvery === 0) await new Promise(setImmediate)
  }
  await spans.end()
  return count
}

/** From the head down to the oldest that is kept, and genesis. */
async function verifyBlocks(
  database: Database,
  blocks: BlockStore,
  head: Block,
  progress: Progress,
): Promise<number> {
  let count = 0
  let { hash } = head
  for (let number = head.header.number; number >= 0; number--) {
    const stored = blocks.hashByNumber(number)
    if (stored === undefined && number > 0) {
      if (blocks.hashByNumber(0) === undefined) throw damaged(database, "genesis is missing")
      // Those between are not kept.
      return count + 1
    }
    const block = blocks.byHash(hash)
    if (block === undefined || stored !== hash) throw damaged(database, `block ${number} is missing`)
    if (headerHash(block.headerBytes) !== hash || block.header.number !== number)
      throw damaged(database, `the header of block ${number} is not the one of its hash`)
    if (orderedTrieRoot(block.extrinsics) !== block.header.extrinsicsRoot)
      throw damaged(database, `the extrinsics of block ${number} are not those that its header promises`)
    hash = block.header.parentHash
    progress(++count, "blocks verified")
    if (count % breatheEvery === 0) await new Promise(setImmediate)
  }
  return count
}
