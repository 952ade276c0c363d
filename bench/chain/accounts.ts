import { encode } from "@taonet/primitives/scale/index"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createTrie } from "@taonet/state/trie/trie"
import type { StorageKey } from "@taonet/state/types"
import { account } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"

/** Accounts in the memory store, then in the trie too. Their keys and values are shared by both. */
export function accountsResults(count: number, collect: () => void): Result[] {
  const empty = heapAfter(collect)
  let rows: Map<StorageKey, Uint8Array> | undefined = rowsOf(count)
  const begin = coreMs()
  const store = createMemoryStore(rows)
  const loaded = coreMs() - begin
  const entries = [...rows]
  rows = undefined
  const inStore = heapAfter(collect) - empty - entries.length * listed

  const beginTrie = coreMs()
  const trie = createTrie(new Map(entries))
  const { root } = trie
  const rooted = coreMs() - beginTrie
  const inTrie = heapAfter(collect) - empty - entries.length * listed - inStore
  if (root === undefined || store.nextKey("") === undefined) throw new Error("nothing was stored")
  const many = count.toLocaleString("en-US")
  return [
    { what: `${many} accounts into the store`, value: loaded, unit: "ms" },
    { what: "… bytes an account, key and value included", value: inStore / count, unit: "B" },
    { what: "… into the trie, root included", value: rooted, unit: "ms" },
    { what: "… bytes an account for the trie besides", value: inTrie / count, unit: "B" },
  ]
}

/** An entry of the list that keeps keys and values between the two measurements: an array of two, and its place. */
const listed = 48 + 8

function heapAfter(collect: () => void): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function rowsOf(count: number): Map<StorageKey, Uint8Array> {
  const data = { reserved: 0n, frozen: 0n, flags: 1n << 127n }
  const counts = { consumers: 0, providers: 1, sufficients: 0 }
  const rows = new Map<StorageKey, Uint8Array>()
  for (let i = 0; i < count; i++) {
    const info = { ...counts, nonce: i & 7, data: { ...data, free: BigInt(i) * 1_000_003n } }
    rows.set(system.Account.key(account(i)), encode(system.Account.codec, info))
  }
  return rows
}
