import { type Block, type BlockStore, createBlockStore } from "../chain/blocks.ts"
import { NodeError } from "../errors.ts"
import type { Database } from "./database.ts"

export const blocksOf = (database: Database): BlockStore =>
  createBlockStore({ get: (key) => database.get("blocks", key) })

/** Number of the last committed block; undefined in a database without any. */
export function headNumber(database: Database): number | undefined {
  const blocks = blocksOf(database)
  const hash = blocks.head()
  return hash && blocks.byHash(hash)?.header.number
}

/** Throws NodeError `store-missing` when no block was stored yet, `store-damaged` when the last one is gone. */
export function headOf(database: Database, blocks: BlockStore): Block {
  const hash = blocks.head()
  if (hash === undefined) throw new NodeError("store-missing", `The database in ${database.folder} is empty`)
  const head = blocks.byHash(hash)
  if (head === undefined) throw damaged(database, `its last block, ${hash}, is missing`)
  return head
}

export const damaged = ({ folder }: Database, what: string): NodeError =>
  new NodeError("store-damaged", `The database in ${folder} is damaged: ${what}`)

/** Told now and then during long work. */
export type Progress = (done: number, what: string) => void
