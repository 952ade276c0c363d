import { decode, encode } from "@taonet/primitives/scale/index"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createTrie } from "@taonet/state/trie/trie"
import type { StorageKey } from "@taonet/state/types"
import { account } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"

/** Accounts in the memory store, then in the trie too. */
export function accountsResults(count: number, collect: () => void): Result[] {
  const info = decode(system.Account.codec, new Uint8Array(80))
  const rows = new Map<StorageKey, Uint8Array>()
  for (let i = 0; i < count; i++) {
    const data = { ...info.data, free: BigInt(i) * 1_000_003n }
    rows.set(system.Account.key(account(i)), encode(system.Account.codec, { ...info, nonce: i & 7, data }))
  }
  collect()
  const before = process.memoryUsage().heapUsed
  const begin = coreMs()
  const store = createMemoryStore(rows)
  const loaded = coreMs() - begin
  const [key] = rows.keys()
  collect()
  // Keys and values are shared with the map: what a store over decoded bytes would hold besides is counted with them.
  const inStore = process.memoryUsage().heapUsed - before

  const beginTrie = coreMs()
  const trie = createTrie(rows)
  void trie.root
  const rooted = coreMs() - beginTrie
  collect()
  const inTrie = process.memoryUsage().heapUsed - before - inStore
  if (key === undefined || store.get(key) === undefined) throw new Error("not stored")
  return [
    { what: `${count.toLocaleString("en-US")} accounts into the store`, value: loaded, unit: "ms" },
    { what: "… the store's bytes an account, key and value apart", value: inStore / count, unit: "B" },
    { what: "… into the trie, with the root", value: rooted, unit: "ms" },
    { what: "… the trie's bytes an account", value: inTrie / count, unit: "B" },
  ]
}
