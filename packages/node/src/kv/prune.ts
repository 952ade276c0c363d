import { blockKeys, numberPrefix } from "../chain/blocks.ts"
import type { Database, Operation } from "./database.ts"
import { blocksOf, headOf, type Progress } from "./head.ts"
import { spansOver } from "./spans.ts"
import { undoKey } from "./undo.ts"

export interface PruneOptions {
  /** Genesis and so many blocks stay; all without. */
  readonly keepBlocks?: number
  /** Of so many blocks the states stay, the head's included; all that are there without. */
  readonly keepStates?: number
}

const operationsAtOnce = 3000

/** Deletes what is older than wanted and gives its space back. Interrupted anywhere, what is left is whole. */
export async function pruneDatabase(
  database: Database,
  { keepBlocks = Number.MAX_SAFE_INTEGER, keepStates }: PruneOptions,
  progress: Progress,
): Promise<{ readonly blocks: number }> {
  const head = headOf(database, blocksOf(database)).header.number
  if (keepStates !== undefined) await pruneStates(database, head, keepStates)
  const blocks = await pruneBlocks(database, head - keepBlocks, progress)
  progress(blocks, "blocks deleted; giving their space back")
  await database.compact()
  return { blocks }
}

/** Keeps what leads back to the states of the last `keepStates` blocks, the head's included. */
export async function pruneStates(database: Database, head: number, keepStates: number): Promise<void> {
  const first = head - keepStates + 2
  if (first <= 1) return
  await database.write(
    spansOver(first).map((key) => ({ column: "undo", key, value: undefined }) as const),
    true,
  )
  await database.clearBelow("undo", undoKey(first))
}

/** Deletes blocks 1 to `last`. Oldest first, so that no gap opens between what is kept. */
async function pruneBlocks(database: Database, last: number, progress: Progress): Promise<number> {
  let count = 0
  let waiting: Operation[] = []
  const flush = async (): Promise<void> => {
    await database.write(waiting, true)
    waiting = []
    progress(count, "blocks deleted")
  }
  for await (const entries of database.entries("blocks", numberPrefix)) {
    for (const [key, hash] of entries) {
      const number = numberOf(key)
      if (number === 0) continue
      if (number > last) {
        await flush()
        return count
      }
      for (const gone of blockKeys(number, hash))
        waiting.push({ column: "blocks", key: gone, value: undefined })
      count++
      if (waiting.length >= operationsAtOnce) await flush()
    }
  }
  await flush()
  return count
}

const numberOf = (key: string): number =>
  [...key.slice(numberPrefix.length)].reduce((sum, unit) => sum * 256 + unit.charCodeAt(0), 0)
