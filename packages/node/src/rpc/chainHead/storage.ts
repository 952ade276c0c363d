import { bytesToKey } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, isHex, toHex } from "@taonet/primitives/hex"
import type { StorageKey } from "@taonet/state/types"
import type { BlockState } from "../../chain/history.ts"
import { invalidParams } from "../errors.ts"
import { hexOf } from "../hex.ts"
import { closestDescendantMerkleValue } from "../merkleValue.ts"
import type { Params } from "../params.ts"
import { keyHex } from "../storageReads.ts"

export interface StorageQuery {
  readonly key: StorageKey
  readonly type: (typeof queryTypes)[number]
  /** Of what is below the key, only what comes after this one. */
  readonly after?: StorageKey
}

export type StorageItem = { readonly key: Hex } & (
  | { readonly value: Hex }
  | { readonly hash: Hex }
  | { readonly closestDescendantMerkleValue: Hex }
)

const queryTypes = [
  "value",
  "hash",
  "closestDescendantMerkleValue",
  "descendantsValues",
  "descendantsHashes",
] as const

const maxQueries = 100_000

export function queriesParam(params: Params, index: number): StorageQuery[] {
  const items = params[index]
  if (!Array.isArray(items)) throw invalidParams(`parameter ${index} is not a list`)
  if (items.length > maxQueries) throw invalidParams(`parameter ${index} has more than ${maxQueries} items`)
  return items.map((item: unknown) => {
    const { key, type, paginationStartKey } = (
      typeof item === "object" && item !== null ? item : {}
    ) as Record<string, unknown>
    const known = queryTypes.find((name) => name === type)
    if (typeof key !== "string" || !isHex(key) || known === undefined)
      throw invalidParams(`parameter ${index} has an item that is not {key, type}`)
    const query = { key: bytesToKey(fromHex(key)), type: known }
    if (paginationStartKey === undefined || paginationStartKey === null) return query
    if (!known.startsWith("descendants"))
      throw invalidParams("Pagination start key is only supported for descendants queries")
    if (typeof paginationStartKey !== "string" || !isHex(paginationStartKey))
      throw invalidParams(`parameter ${index} has a paginationStartKey that is no key`)
    return { ...query, after: bytesToKey(fromHex(paginationStartKey)) }
  })
}

/** The answers, one after another: absent values give none. */
export function* storageItems(
  { reader, trie }: BlockState,
  queries: readonly StorageQuery[],
): Generator<StorageItem, void> {
  for (const { key, type, after } of queries) {
    if (type === "closestDescendantMerkleValue") {
      const merkleValue = closestDescendantMerkleValue(trie, key)
      if (merkleValue !== undefined) yield { key: keyHex(key), closestDescendantMerkleValue: merkleValue }
      continue
    }
    const keys = type === "value" || type === "hash" ? [key] : reader.keys(key, after)
    const hashed = type === "hash" || type === "descendantsHashes"
    for (const one of keys) {
      const value = reader.get(one)
      if (value === undefined) continue
      yield hashed
        ? { key: keyHex(one), hash: toHex(blake2b256(value)) }
        : { key: keyHex(one), value: hexOf(value) }
    }
  }
}
