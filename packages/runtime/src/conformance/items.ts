import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { keyToBytes } from "@taonet/primitives/bytes"
import { hashPrefixLength } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createReader, decodePrefix } from "@taonet/primitives/scale/index"
import type { StorageKey } from "@taonet/state/types"
import { palletSchemas } from "../schemas.ts"
import { spelled } from "./spelling.ts"

const prefixLength = 32

const entries: ReadonlyMap<StorageKey, StorageEntryInfo> = new Map(
  palletSchemas.flatMap(({ tables }) =>
    Object.values(tables.storage).map((entry) => [entry.prefix(), entry] as const),
  ),
)
const names: ReadonlySet<string> = new Set(
  [...entries.values()].map(({ pallet, name }) => `${pallet}.${name}`),
)

/** Whether 461 has the item, given as `Pallet.Item`. */
export const isItem = (name: string): boolean => names.has(name)

/** `Pallet.Item` of a key of ours; undefined when 461 has no such item. */
export function itemOf(key: StorageKey): string | undefined {
  const entry = entries.get(key.slice(0, prefixLength))
  return entry && `${entry.pallet}.${entry.name}`
}

/** `Pallet.Item[keys]` of a key that the trace does not name. */
export function labelOf(key: StorageKey): string {
  const item = itemOf(key)
  return item ? `${item}${JSON.stringify(keysOf(key))}` : toHex(keyToBytes(key))
}

/** The keys inside a storage key of ours, in the traces' spelling; nothing for one that is not ours. */
export function keysOf(key: StorageKey): unknown[] {
  const reader = createReader(keyToBytes(key.slice(prefixLength)))
  const parts = entries.get(key.slice(0, prefixLength))?.parts ?? []
  return parts.map((part) => {
    const skip = hashPrefixLength[part.hasher]
    if (skip === undefined) return "?"
    reader.offset += skip
    return spelled(part.codec.decodeFrom(reader))
  })
}

/** A stored value decoded, in the traces' spelling; the hex itself where it does not decode. */
export function decodedValue(key: StorageKey, value: Hex | null): unknown {
  const entry = entries.get(key.slice(0, prefixLength))
  if (value === null || !entry) return value
  try {
    return spelled(decodePrefix(entry.codec, fromHex(value)))
  } catch {
    return value
  }
}
