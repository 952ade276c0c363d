import { createBlockStore } from "../chain/blocks.ts"
import type { Database } from "./database.ts"

/** Number of the last committed block; undefined in a database without any. */
export function headNumber(database: Database): number | undefined {
  const blocks = createBlockStore({ get: (key) => database.get("blocks", key) })
  const hash = blocks.head()
  return hash && blocks.byHash(hash)?.header.number
}
