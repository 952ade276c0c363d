import type { Hex } from "@taonet/primitives/hex"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { StorageKey } from "@taonet/state/types"
import type { Block, BlockStore } from "../chain/blocks.ts"
import { headerHash } from "../chain/header.ts"
import type { Database } from "./database.ts"
import { blocksOf, damaged, headOf, type Progress } from "./head.ts"
import { decodeUndo, undoKey } from "./undo.ts"

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
  const blocks = blocksOf(database)
  const head = headOf(database, blocks)
  const trie = await stateTrie(database, progress)
  if (trie.root !== head.header.stateRoot)
    throw damaged(
      database,
      `block ${head.header.number} promises the state ${head.header.stateRoot}, the stored one is ${trie.root}`,
    )
  const states = 1 + verifyEarlier(database, blocks, head, trie, progress)
  const count = await verifyBlocks(database, blocks, head, progress)
  return { head: { number: head.header.number, hash: head.hash }, blocks: count, states }
}

async function stateTrie(database: Database, progress: Progress): Promise<Trie> {
  const all = new Map<StorageKey, Uint8Array>()
  for await (const entries of database.entries("state")) {
    for (const [key, value] of entries) all.set(key, value)
    progress(all.size, "entries of the state read")
  }
  return createTrie(all)
}

function verifyEarlier(
  database: Database,
  blocks: BlockStore,
  head: Block,
  headTrie: Trie,
  progress: Progress,
): number {
  let trie = headTrie
  let count = 0
  for (let number = head.header.number; number > 0; number--) {
    const undo = database.get("undo", undoKey(number))
    const hash = blocks.hashByNumber(number - 1)
    const earlier = hash && blocks.byHash(hash)
    if (undo === undefined || earlier === undefined) break
    trie = trie.update(decodeUndo(undo))
    if (trie.root !== earlier.header.stateRoot)
      throw damaged(database, `the state of block ${number - 1} is not the one that the block promises`)
    progress(++count, "earlier states verified")
  }
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
