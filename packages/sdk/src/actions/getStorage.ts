import type { StorageMap, StorageValue } from "@taonet/frame/schema/storage"
import type { Hex } from "@taonet/primitives/hex"
import { type Client, readMap, readValue } from "../client.ts"
import { type EntryAt, entryAt, type NameIn } from "../schema/pallets.ts"

export type StorageName = NameIn<"storage">

/** The keys of a storage item: an empty list for a single value. */
export type StorageKeyOf<N extends string> =
  EntryAt<"storage", N> extends StorageMap<infer K, infer _V, infer _R> ? K : readonly []
/** What the item reads as: its default, or undefined, where nothing is stored. */
export type StorageResultOf<N extends string> =
  EntryAt<"storage", N> extends StorageMap<infer _K, infer _V, infer R>
    ? R
    : EntryAt<"storage", N> extends StorageValue<infer _V, infer R>
      ? R
      : never

/** Reads one entry of any pallet's storage by its wire name: `getStorage(client, "SubtensorModule.Uids", [netuid, hotkey])`. */
export function getStorage<N extends StorageName>(
  client: Client,
  name: N,
  key: StorageKeyOf<N>,
  at?: Hex,
): Promise<StorageResultOf<N>> {
  const entry = entryAt("storage", name) as StorageMap<readonly unknown[], unknown> | StorageValue<unknown>
  const found =
    entry.parts.length === 0
      ? readValue(client, entry as StorageValue<unknown>, at)
      : readMap(client, entry as StorageMap<readonly unknown[], unknown>, key as readonly unknown[], at)
  return found as Promise<StorageResultOf<N>>
}
