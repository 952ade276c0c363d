import type { StorageEntryInfo } from "@taonet/frame/schema/storage"
import { bytesToKey } from "@taonet/primitives/bytes"
import { fromHex } from "@taonet/primitives/hex"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { DevError } from "./errors.ts"
import { bytesOfJson, isObject } from "./fromJson.ts"
import { isHexText, jsonOrHex } from "./json.ts"
import { itemNamed, keyOf, palletNamed } from "./storageNames.ts"

/** Pairs of raw keys and values, or `{ Pallet: { Item: value } }`, for maps `{ Pallet: { Map: [[[key, …], value], …] } }`. Null deletes. */
export type StorageValues =
  | readonly (readonly [string, string | null])[]
  | Readonly<Record<string, Readonly<Record<string, unknown>>>>

const maxChanges = 1_000_000
const removePrefix = "$removePrefix"

/** The changes that `values` ask for, over what `reader` has. Throws DevError, which names the pallet, item and field. */
export function changesOf(values: unknown, reader: KvReader): Map<StorageKey, Uint8Array | undefined> {
  const changes = new Map<StorageKey, Uint8Array | undefined>()
  if (Array.isArray(values)) for (const [i, pair] of values.entries()) setRaw(changes, pair, `values[${i}]`)
  else if (isObject(values))
    for (const [pallet, items] of Object.entries(values)) setPallet(changes, pallet, items, reader)
  else throw new DevError("bad-value", "values", "a list of pairs or an object by pallet is needed")
  if (changes.size > maxChanges) throw new DevError("too-far", "values", `more than ${maxChanges} entries`)
  return changes
}

type Changing = Map<StorageKey, Uint8Array | undefined>

function setRaw(changes: Changing, pair: unknown, field: string): void {
  const [key, value] = Array.isArray(pair) && pair.length === 2 ? pair : []
  if (typeof key !== "string" || !isHexText(key) || key.length < 4)
    throw new DevError("bad-value", `${field}[0]`, "a key as hex with 0x is needed")
  if (value !== null && (typeof value !== "string" || !isHexText(value)))
    throw new DevError("bad-value", `${field}[1]`, "a value as hex with 0x, or null, is needed")
  changes.set(bytesToKey(fromHex(key)), value === null ? undefined : fromHex(value))
}

function setPallet(changes: Changing, pallet: string, items: unknown, reader: KvReader): void {
  const field = `values.${pallet}`
  if (!isObject(items)) throw new DevError("bad-value", field, "an object by storage item is needed")
  palletNamed(pallet, field)
  const removed = items[removePrefix] ?? []
  if (!Array.isArray(removed)) throw new DevError("bad-value", `${field}.${removePrefix}`, "a list is needed")
  for (const name of removed) {
    const entry = itemNamed(pallet, String(name), field)
    for (const key of reader.keys(entry.prefix())) changes.set(key, undefined)
  }
  for (const [item, value] of Object.entries(items)) {
    if (item === removePrefix) continue
    const entry = itemNamed(pallet, item, field)
    if (entry.parts.length === 0) setEntry(changes, entry, entry.prefix(), value, `${field}.${item}`, reader)
    else setMap(changes, entry, value, `${field}.${item}`, reader)
  }
}

function setMap(
  changes: Changing,
  entry: StorageEntryInfo,
  pairs: unknown,
  field: string,
  reader: KvReader,
): void {
  const form = "a list of [[key, …], value] is needed"
  if (!Array.isArray(pairs)) throw new DevError("bad-value", field, form)
  for (const [i, pair] of pairs.entries()) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new DevError("bad-value", `${field}[${i}]`, form)
    const [given, value] = pair as [unknown, unknown]
    const keys = Array.isArray(given) ? given : [given]
    const key = keyOf(entry, keys, `${field}[${i}][0]`)
    setEntry(changes, entry, key, value, `${field}[${i}][1]`, reader)
  }
}

function setEntry(
  changes: Changing,
  { codec }: StorageEntryInfo,
  key: StorageKey,
  value: unknown,
  field: string,
  reader: KvReader,
): void {
  if (value === undefined) throw new DevError("bad-value", field, "a value, or null, is needed")
  const before = changes.has(key) ? changes.get(key) : reader.get(key)
  const base = before && jsonOrHex(codec, before)
  changes.set(key, value === null ? undefined : bytesOfJson(codec, value, field, base))
}
