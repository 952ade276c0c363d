import type { ValidTransaction } from "@taonet/frame/runtime"
import type { Hex } from "@taonet/primitives/hex"

/** What happens to a transaction, as JSON-RPC shows it to whoever watches. */
export type TransactionStatus =
  | "future"
  | "ready"
  | { readonly broadcast: readonly string[] }
  | { readonly inBlock: Hex }
  | { readonly finalized: Hex }
  | { readonly usurped: Hex }
  | "dropped"
  | "invalid"

export type Watcher = (status: TransactionStatus, inBlock?: InBlock) => void

/** Where a transaction was included. */
export interface InBlock {
  readonly hash: Hex
  readonly index: number
}

/** A transaction of the pool and the verdict on it. */
export interface PoolEntry {
  readonly hash: Hex
  readonly bytes: Uint8Array
  validity: ValidTransaction
  /** The last block number at which the verdict holds. */
  validTill: number
  /** Order of arrival. */
  readonly order: number
  readonly watchers: Set<Watcher>
}

/** No more is heard after one of these. */
export const isTerminal = (status: TransactionStatus): boolean =>
  status === "dropped" ||
  status === "invalid" ||
  (typeof status === "object" && ("finalized" in status || "usurped" in status))

export function notify(entry: PoolEntry, status: TransactionStatus, inBlock?: InBlock): void {
  for (const watcher of entry.watchers) watcher(status, inBlock)
  if (isTerminal(status)) entry.watchers.clear()
}
