import { createMemoryStore } from "@taonet/state/memoryStore"
import type { Changes, KvReader, KvStore } from "@taonet/state/types"
import type { ChainStore, EarlierState, StoreChanges } from "../chain/store.ts"
import { NodeError } from "../errors.ts"
import { errorText } from "../log.ts"
import { type Database, type Operation, openDatabase } from "./database.ts"
import { headNumber } from "./head.ts"
import { decodeUndo, encodeUndo, undoKey, undoOf } from "./undo.ts"

export interface DiskStoreOptions {
  readonly folder: string
  /** What is needed to go back so many blocks is kept. Default 256, the node's history. */
  readonly keepStates?: number
}

export interface DiskChainStore extends ChainStore {
  /** Resolves when a block could not be written. The store takes none from then on. */
  readonly failed: Promise<NodeError>
  close(): Promise<void>
}

const defaultKeepStates = 256

/**
 * A chain store on disk. Blocks are read from there; the whole state is in memory as well, where it is read, and every commit goes to
 * disk first: one batch, durable, with the block, what it changed in the state, what undoes that, and the head pointer. Throws NodeError.
 */
export async function openDiskStore({
  folder,
  keepStates = defaultKeepStates,
}: DiskStoreOptions): Promise<DiskChainStore> {
  const database = await openDatabase({ folder, create: true })
  try {
    let head = headNumber(database) ?? 0
    if (head > keepStates) await database.clearBelow("undo", undoKey(head - keepStates + 1))
    const state = await loadState(database)
    let broken: NodeError | undefined
    let tellFailed: (error: NodeError) => void
    const failed = new Promise<NodeError>((resolve) => {
      tellFailed = resolve
    })

    return {
      state,
      blocks: { get: (key) => database.get("blocks", key) },
      failed,
      async commit(changes) {
        // After a failed write the engine's log may end in half a record, behind which nothing may be written.
        if (broken !== undefined) throw broken
        try {
          await database.write(operationsOf(changes, state, keepStates), true)
        } catch (error) {
          broken = writeError(folder, changes.number, error)
          tellFailed(broken)
          throw broken
        }
        state.batch(changes.state)
        head = changes.number
      },
      rewind: (number) => rewind(database, state, head, number),
      close: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function loadState(database: Database): Promise<KvStore> {
  const state = createMemoryStore()
  for await (const entries of database.entries("state")) state.batch(new Map(entries))
  return state
}

function operationsOf(
  { number, state, blocks }: StoreChanges,
  before: Pick<KvReader, "get">,
  keepStates: number,
): Operation[] {
  const operations: Operation[] = []
  for (const [key, value] of state) operations.push({ column: "state", key, value })
  for (const [key, value] of blocks) operations.push({ column: "blocks", key, value })
  if (number > 0 && keepStates > 0)
    operations.push({ column: "undo", key: undoKey(number), value: encodeUndo(undoOf(state, before)) })
  if (number > keepStates)
    operations.push({ column: "undo", key: undoKey(number - keepStates), value: undefined })
  return operations
}

/** Takes the state back step by step, leaving a snapshot at each, and then forward to where it was. */
function rewind(database: Database, state: KvStore, head: number, number: number): EarlierState[] {
  const earlier: EarlierState[] = []
  const redo: Changes[] = []
  for (let at = head; at > number; at--) {
    const encoded = database.get("undo", undoKey(at))
    if (encoded === undefined) break
    const undo = decodeUndo(encoded)
    redo.push(undoOf(undo, state))
    state.batch(undo)
    earlier.push({ number: at - 1, reader: state.snapshot(), undo })
  }
  for (const changes of redo.reverse()) state.batch(changes)
  return earlier
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
