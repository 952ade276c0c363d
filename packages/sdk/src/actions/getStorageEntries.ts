import type { StorageMap } from "@taonet/frame/schema/storage"
import { keyToBytes } from "@taonet/primitives/bytes"
import { hashPrefixLength } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createReader, decodePrefix } from "@taonet/primitives/scale/index"
import type { Client } from "../client.ts"
import { type EntryAt, entryAt } from "../schema/pallets.ts"
import type { StorageKeyOf, StorageName } from "./getStorage.ts"

type ValueOf<N extends string> =
  EntryAt<"storage", N> extends StorageMap<infer _K, infer V, infer _R> ? V : never

/** Pallet and item: two hashes of 16 bytes. */
const prefixLength = 32

/** All entries of a storage map, under the leading keys given, with their keys: of one block, the best one unless given. */
export async function getStorageEntries<N extends StorageName>(
  client: Client,
  name: N,
  leading: readonly unknown[] = [],
  at?: Hex,
): Promise<[StorageKeyOf<N>, ValueOf<N>][]> {
  const entry = entryAt("storage", name) as StorageMap<readonly unknown[], unknown>
  const block = at ?? (await client.transport.request<Hex>("chain_getBlockHash", []))
  const entries: [StorageKeyOf<N>, ValueOf<N>][] = []
  for await (const page of pagesOf(client, toHex(keyToBytes(entry.prefix(...leading))), block)) {
    const [set] = await client.transport.request<Changes[]>("state_queryStorageAt", [page, block])
    for (const [key, value] of set?.changes ?? []) {
      if (value === null) continue
      const keys: unknown = keysIn(entry, fromHex(key))
      entries.push([keys as StorageKeyOf<N>, decodePrefix(entry.codec, fromHex(value)) as ValueOf<N>])
    }
  }
  return entries
}

interface Changes {
  readonly changes: readonly [Hex, Hex | null][]
}

/** Most keys that nodes give at once. */
const pageSize = 500

async function* pagesOf(client: Client, prefix: Hex, block: Hex): AsyncGenerator<Hex[]> {
  let start: Hex | null = null
  for (;;) {
    const params: unknown[] = [prefix, pageSize, start, block]
    const page: Hex[] = await client.transport.request<Hex[]>("state_getKeysPaged", params)
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    start = page.at(-1) ?? null
  }
}

function keysIn(entry: StorageMap<readonly unknown[], unknown>, key: Uint8Array): unknown[] {
  const reader = createReader(key.subarray(prefixLength))
  return entry.parts.map(({ hasher, codec }) => {
    const skip = hashPrefixLength[hasher]
    if (skip === undefined)
      throw new RangeError(`the keys of ${entry.pallet}.${entry.name} can not be read back`)
    reader.offset += skip
    return codec.decodeFrom(reader)
  })
}
