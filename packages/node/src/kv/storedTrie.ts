/** The state's trie as a database keeps it: its branches by their place, so that nothing is hashed again when a node starts. */

import { TrieDamagedError } from "@taonet/state/trie/stored"
import { createTrie, openTrie, type Trie } from "@taonet/state/trie/trie"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { currentFormat, type Database, formatOperation, type Operation } from "./database.ts"
import { damaged } from "./head.ts"

/** States of so many keys are checked whole when they are opened: it takes a tenth of a second. Larger ones by `taonet db verify`. */
const checkedWhole = 10_000

/** What makes a database that holds the branches of `before` hold those of `trie`. */
export const trieOperations = (trie: Trie, before: Trie): Operation[] =>
  [...trie.branchesSince(before)].map(([key, value]) => ({ column: "trie", key, value }) as const)

/**
 * The trie of `state`, which must go on being the database's newest. Its root is what was stored; the rest is read when it is needed. A
 * database of a format without tries gets one first. Throws NodeError.
 */
export async function openStateTrie(database: Database, state: KvReader, keyCount: number): Promise<Trie> {
  if (database.format < currentFormat) {
    const trie = trieOf(state)
    await database.write([...trieOperations(trie, createTrie()), formatOperation], true)
    return trie
  }
  let trie: Trie
  try {
    const branch = (place: StorageKey): Uint8Array | undefined => database.get("trie", place)
    trie = openTrie({ version: 1, state, branch }) ?? trieOf(state)
  } catch (error) {
    throw error instanceof TrieDamagedError ? damaged(database, error.message) : error
  }
  if (keyCount <= checkedWhole && trieOf(state).root !== trie.root)
    throw damaged(database, `its state is not the one of its trie, whose root is ${trie.root}`)
  return trie
}

/** Of everything in `state`, computed. */
export function trieOf(state: KvReader): Trie {
  const entries = new Map<StorageKey, Uint8Array>()
  for (const key of state.keys("")) entries.set(key, state.get(key) as Uint8Array)
  return createTrie(entries)
}
