import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { hashPrefixLength, storageHashers } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { createReader } from "@taonet/primitives/scale/index"
import { palletSchemas } from "@taonet/runtime/schemas"
import type { StorageKey } from "@taonet/state/types"
import { DevError, unknownName } from "./errors.ts"
import { bytesOfJson, plainName } from "./fromJson.ts"
import { type Json, readJson } from "./json.ts"

/** Pallet and item hashes before the keys of an item. */
const prefixLength = 32

const pallets = new Map(palletSchemas.map((schema) => [plainName(schema.name), schema]))
const byPrefix = new Map<StorageKey, StorageEntryInfo>()

/** An item by names as they are, or spelled otherwise: `subtensorModule.tempo`. Throws DevError. */
export function itemNamed(pallet: string, item: string, field: string): StorageEntryInfo {
  const { storage } = palletNamed(pallet, field).tables
  const name = Object.keys(storage).find((candidate) => plainName(candidate) === plainName(item))
  if (name === undefined)
    throw unknownName(`${field}.${item}`, `storage item of ${pallet}`, item, Object.keys(storage))
  return storage[name] as StorageEntryInfo
}

export function palletNamed(pallet: string, field: string): (typeof palletSchemas)[number] {
  const schema = pallets.get(plainName(pallet))
  if (schema === undefined)
    throw unknownName(
      field,
      "pallet",
      pallet,
      palletSchemas.map(({ name }) => name),
    )
  return schema
}

/** The key of an entry from its keys in JSON. */
export function keyOf(
  { parts, prefix, name }: StorageEntryInfo,
  keys: readonly unknown[],
  field: string,
): StorageKey {
  if (keys.length !== parts.length)
    throw new DevError("bad-value", field, `${name} has ${parts.length} keys, not ${keys.length}`)
  let key = prefix()
  parts.forEach(({ codec, hasher }, i) => {
    const bytes = bytesOfJson(codec, keys[i], parts.length === 1 ? field : `${field}[${i}]`)
    key += bytesToKey(storageHashers[hasher](bytes))
  })
  return key
}

/** What a raw key stands for; undefined for keys of no pallet. */
export interface NamedKey {
  readonly entry: StorageEntryInfo
  /** The keys in JSON; of those that are only kept hashed, the hash. Absent for single values. */
  readonly keys: readonly Json[] | undefined
}

export function nameOf(key: StorageKey): NamedKey | undefined {
  const entry = entryAt(key)
  if (entry === undefined) return undefined
  if (entry.parts.length === 0) return key.length === prefixLength ? { entry, keys: undefined } : undefined
  try {
    return { entry, keys: readKeys(entry, keyToBytes(key.slice(prefixLength))) }
  } catch {
    return undefined
  }
}

function entryAt(key: StorageKey): StorageEntryInfo | undefined {
  if (byPrefix.size === 0)
    for (const { tables } of palletSchemas)
      for (const entry of Object.values(tables.storage)) byPrefix.set(basePrefix(entry), entry)
  return byPrefix.get(key.slice(0, prefixLength))
}

const basePrefix = (entry: StorageEntryInfo): StorageKey => entry.prefix()

function readKeys({ parts }: StorageEntryInfo, bytes: Uint8Array): Json[] {
  const reader = createReader(bytes)
  return parts.map(({ hasher, codec }) => {
    const skip = hashPrefixLength[hasher]
    const start = reader.offset
    if (skip === undefined) {
      reader.offset += hashLength(hasher)
      return toHex(bytes.subarray(start, reader.offset))
    }
    reader.offset += skip
    return readJson(codec, reader)
  })
}

const hashLength = (hasher: string): number => (hasher.endsWith("256") ? 32 : 16)
