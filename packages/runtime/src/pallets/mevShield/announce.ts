import { ensure } from "@taonet/frame/errors"
import { ensureNone } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { equalBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { encapsulationKeyLength } from "@taonet/primitives/shield/keys"
import { authorOf, slotFromDigest } from "../aura/index.ts"
import { blockNumber } from "../system/account.ts"
import { type calls, errors, storage } from "./schema.ts"

/**
 * The block's author names its next key, and the keys of the authors to come move up by one block: users encrypt to the next key, which is
 * the one that the author of the slot after the next announced last. Checks and order: pallet_shield `announce_next_key`.
 */
export const announceNextKey: Handler<typeof calls.announce_next_key> = (state, origin, { enc_key }) => {
  ensureNone(origin)
  const slot = slotFromDigest(state)
  const author = slot === undefined ? undefined : authorOf(state, slot)
  ensure(slot !== undefined && author !== undefined, errors.Unreachable)
  ensure(enc_key === undefined || enc_key.length === encapsulationKeyLength, errors.BadEncKeyLen)
  const pending = storage.NextKey.get(state)
  const next = keyOf(state, slot + 2n)
  putKey(state, storage.CurrentKey, storage.PendingKey.get(state))
  putKey(state, storage.PendingKey, pending)
  putKey(state, storage.NextKey, next)
  putKey(state, authorKey(author), enc_key)
  const now = blockNumber(state)
  putExpiry(state, storage.PendingKeyExpiresAt, pending && now + 2)
  putExpiry(state, storage.NextKeyExpiresAt, next && now + 3)
}

/** What the author of a slot announced last. */
function keyOf(state: State, slot: bigint): Uint8Array | undefined {
  const author = authorOf(state, slot)
  return author === undefined ? undefined : storage.AuthorKeys.get(state, fromHex(author))
}

interface Item<T> {
  get(state: State): T | undefined
  set(state: State, value: T): void
  delete(state: State): void
}

/** The author's entry of `AuthorKeys`. */
function authorKey(author: Hex): Item<Uint8Array> {
  const key = fromHex(author)
  return {
    get: (state) => storage.AuthorKeys.get(state, key),
    set: (state, value) => storage.AuthorKeys.set(state, key, value),
    delete: (state) => storage.AuthorKeys.delete(state, key),
  }
}

/** A key that stays is not written again: every write costs its kilobyte's place in the state's trie. */
function putKey(state: State, item: Item<Uint8Array>, key: Uint8Array | undefined): void {
  const before = item.get(state)
  if (key === undefined) item.delete(state)
  else if (before === undefined || !equalBytes(before, key)) item.set(state, key)
}

function putExpiry(state: State, item: Item<number>, block: number | undefined): void {
  if (block === undefined) item.delete(state)
  else item.set(state, block)
}
