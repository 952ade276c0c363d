import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { tooLargeResponse } from "./errors.ts"
import { hexOf } from "./hex.ts"
import { bytesParam, type Params } from "./params.ts"

/** Characters of keys and values in one answer, so that a whole map fits and a whole chain does not exhaust memory. */
const maxCollectedLength = 200 * 1024 * 1024

export const keyHex = (key: StorageKey): Hex => hexOf(keyToBytes(key))
export const keyParam = (params: Params, index: number): StorageKey => bytesToKey(bytesParam(params, index))

/** A stored value as JSON-RPC shows it: null when there is none, which is not the same as an empty one. */
export function valueHex(reader: KvReader, key: StorageKey): Hex | null {
  const value = reader.get(key)
  return value === undefined ? null : hexOf(value)
}

/** All keys under a prefix, in order. */
export function keysUnder(reader: KvReader, prefix: StorageKey): Hex[] {
  const keys: Hex[] = []
  let length = 0
  for (const key of reader.keys(prefix)) {
    length += key.length * 2 + 5
    if (length > maxCollectedLength) throw tooLargeResponse(maxCollectedLength)
    keys.push(keyHex(key))
  }
  return keys
}

/** Up to `count` keys under a prefix that come after `after`. */
export function keysPage(
  reader: KvReader,
  prefix: StorageKey,
  count: number,
  after: StorageKey | undefined,
): Hex[] {
  const keys: Hex[] = []
  if (count === 0) return keys
  for (const key of reader.keys(prefix, after)) {
    keys.push(keyHex(key))
    if (keys.length === count) break
  }
  return keys
}

export function pairsUnder(reader: KvReader, prefix: StorageKey): [Hex, Hex][] {
  const pairs: [Hex, Hex][] = []
  let length = 0
  for (const key of reader.keys(prefix)) {
    const value = reader.get(key)
    if (value === undefined) continue
    length += (key.length + value.length) * 2 + 10
    if (length > maxCollectedLength) throw tooLargeResponse(maxCollectedLength)
    pairs.push([keyHex(key), hexOf(value)])
  }
  return pairs
}
