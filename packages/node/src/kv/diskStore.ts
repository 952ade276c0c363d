import { type MemoryStore, memoryStoreOf } from "@taonet/state/memoryStore"
import type { Trie } from "@taonet/state/trie/trie"
import type { KvReader, StorageKey } from "@taonet/state/types"
import type { BlockState } from "../chain/history.ts"
import type { ChainStore, StoreChanges } from "../chain/store.ts"
import { NodeError } from "../errors.ts"
import { errorText } from "../log.ts"
import { type Database, type Operation, openDatabase } from "./database.ts"
import { headNumber } from "./head.ts"
import { pruneStates } from "./prune.ts"
import { spanOperations, undoBetween } from "./spans.ts"
import { openStateTrie, trieOperations } from "./storedTrie.ts"
import { encodeUndo, undoKey, undoOf } from "./undo.ts"

export interface DiskStoreOptions {
  readonly folder: string
  /** The states of so many blocks can be read, the head's included; infinitely many make an archive. Default 256, the node's history. */
  readonly keepStates?: number
}

export interface DiskChainStore extends ChainStore {
  /** Resolves when a block could not be written. The store takes none from then on. */
  readonly failed: Promise<NodeError>
  close(): Promise<void>
}

const defaultKeepStates = 256

/**
 * A chain store on disk. Blocks and branches of the trie are read from there; the whole state is in memory as well, where it is read, and
 * every commit goes to disk first: one batch, durable, with the block, what it changed in the state and in the trie, what undoes that, and
 * the head pointer. Throws NodeError.
 */
export async function openDiskStore({
  folder,
  keepStates = defaultKeepStates,
}: DiskStoreOptions): Promise<DiskChainStore> {
  const database = await openDatabase({ folder, create: true })
  try {
    let head = headNumber(database) ?? 0
    await pruneStates(database, head, keepStates)
    const { state, keyCount } = await loadState(database)
    let trie = await openStateTrie(database, state, keyCount)
    let broken: NodeError | undefined
    let tellFailed: (error: NodeError) => void
    const failed = new Promise<NodeError>((resolve) => {
      tellFailed = resolve
    })

    return {
      state,
      trie: () => trie,
      blocks: { get: (key) => database.get("blocks", key) },
      failed,
      async commit(changes) {
        // After a failed write the engine's log may end in half a record, behind which nothing may be written.
        if (broken !== undefined) throw broken
        const next = changes.trie ?? trie.update(changes.state)
        try {
          const operations = [
            ...operationsOf(changes, state, keepStates, database),
            ...trieOperations(next, trie),
          ]
          await database.write(operations, true)
        } catch (error) {
          broken = writeError(folder, changes.number, error)
          tellFailed(broken)
          throw broken
        }
        state.batch(changes.state)
        trie = next
        head = changes.number
      },
      stateAt: (number) => stateAt(database, state, trie, head, number),
      close: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function loadState(
  database: Database,
): Promise<{ readonly state: MemoryStore; readonly keyCount: number }> {
  const keys: StorageKey[] = []
  const values: Uint8Array[] = []
  for await (const entries of database.entries("state")) {
    for (const [key, value] of entries) {
      keys.push(key)
      values.push(value)
    }
  }
  return { state: memoryStoreOf(keys, values), keyCount: keys.length }
}

function operationsOf(
  { number, state, blocks }: StoreChanges,
  before: Pick<KvReader, "get">,
  keepStates: number,
  database: Database,
): Operation[] {
  const operations: Operation[] = []
  for (const [key, value] of state) operations.push({ column: "state", key, value })
  for (const [key, value] of blocks) operations.push({ column: "blocks", key, value })
  if (number > 0 && keepStates > 1) {
    const undo = undoOf(state, before)
    operations.push({ column: "undo", key: undoKey(number), value: encodeUndo(undo) })
    if (keepStates === Number.POSITIVE_INFINITY)
      operations.push(...spanOperations(number, undo, (key) => database.get("undo", key)))
  }
  if (number >= keepStates)
    operations.push({ column: "undo", key: undoKey(number - keepStates + 1), value: undefined })
  return operations
}

/** A view of its own: nothing that happens to the newest state later is seen there. Its trie is only made when somebody wants it. */
function stateAt(
  database: Database,
  state: MemoryStore,
  trie: Trie,
  head: number,
  number: number,
): BlockState | undefined {
  const changes = number > head ? undefined : undoBetween(head, number, (key) => database.get("undo", key))
  if (changes === undefined) return undefined
  const earlier = state.fork()
  earlier.batch(changes)
  let itsTrie: Trie | undefined
  return {
    reader: earlier.snapshot(),
    get trie() {
      itsTrie ??= trie.update(changes)
      return itsTrie
    },
  }
}

function writeError(folder: string, number: number, error: unknown): NodeError {
  const text = errorText(error instanceof Error && error.cause !== undefined ? error.cause : error)
  const full = /No space left|ENOSPC|File too large|quota/i.test(text)
  const reason = full ? "the disk is full" : text
  return new NodeError(
    "store-failed",
    `Block ${number} could not be written to ${folder}: ${reason}. All blocks before it are stored`,
  )
}
