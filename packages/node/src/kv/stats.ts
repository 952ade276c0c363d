import { readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import type { Hex } from "@taonet/primitives/hex"
import type { Column, Database } from "./database.ts"
import { blocksOf, headOf, type Progress } from "./head.ts"
import { undoKey } from "./undo.ts"

export interface DatabaseStats {
  readonly genesis: Hex | undefined
  readonly head: { readonly number: number; readonly hash: Hex; readonly stateRoot: Hex }
  /** Kept blocks, genesis included. */
  readonly blocks: number
  /** Earlier states that can be read, the head's not included. */
  readonly earlierStates: number
  readonly stateKeys: number
  /** Of keys and values, as they are before compression. */
  readonly stateBytes: number
  readonly trieBytes: number
  readonly blockBytes: number
  readonly undoBytes: number
  readonly diskBytes: number
}

const undoKeyLength = undoKey(0).length

/** Reads everything once. Throws NodeError. */
export async function databaseStats(database: Database, progress: Progress): Promise<DatabaseStats> {
  const blocks = blocksOf(database)
  const { hash, header } = headOf(database, blocks)
  const state = await count(database, "state", progress)
  const trie = await count(database, "trie", progress)
  const block = await count(database, "blocks", progress)
  const undo = await count(database, "undo", progress)
  return {
    genesis: blocks.hashByNumber(0),
    head: { number: header.number, hash, stateRoot: header.stateRoot },
    // Header, body and number of each; the head pointer besides.
    blocks: (block.keys - 1) / 3,
    earlierStates: undo.singleKeys,
    stateKeys: state.keys,
    stateBytes: state.bytes,
    trieBytes: trie.bytes,
    blockBytes: block.bytes,
    undoBytes: undo.bytes,
    diskBytes: sizeOnDisk(database.folder),
  }
}

async function count(
  database: Database,
  column: Column,
  progress: Progress,
): Promise<{ readonly keys: number; readonly singleKeys: number; readonly bytes: number }> {
  let keys = 0
  let singleKeys = 0
  let bytes = 0
  for await (const entries of database.entries(column)) {
    keys += entries.length
    for (const [key, value] of entries) {
      bytes += key.length + value.length
      // The others in its column are spans over several blocks.
      if (key.length === undoKeyLength) singleKeys++
    }
    progress(keys, `entries of ${column} read`)
  }
  return { keys, singleKeys, bytes }
}

function sizeOnDisk(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}
