import { equalBytes, keyToBytes } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"
import { type Json, jsonOrHex } from "./json.ts"
import { nameOf } from "./storageNames.ts"

/** One storage entry that differs, decoded as far as it can be. `before` or `after` is null where there is none. */
export interface StorageChange {
  readonly pallet: string
  readonly item: string
  /** Absent for single values. */
  readonly keys?: readonly Json[]
  readonly key: Hex
  readonly before: Json
  readonly after: Json
}

/** What `changes` changed over `before`, in order of keys. Keys that hold what they held are left out. */
export function storageDiff(before: Pick<KvReader, "get">, changes: Changes): StorageChange[] {
  return [...changes]
    .filter(([key, value]) => !same(before.get(key), value))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => describe(key, before.get(key), value))
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : equalBytes(a, b)

function describe(
  key: StorageKey,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): StorageChange {
  const named = nameOf(key)
  const json = (bytes: Uint8Array | undefined): Json => {
    if (bytes === undefined) return null
    return named === undefined ? toHex(bytes) : jsonOrHex(named.entry.codec, bytes)
  }
  return {
    pallet: named?.entry.pallet ?? "",
    item: named?.entry.name ?? "",
    ...(named?.keys === undefined ? {} : { keys: named.keys }),
    key: toHex(keyToBytes(key)),
    before: json(before),
    after: json(after),
  }
}
