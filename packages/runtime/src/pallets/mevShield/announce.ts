import { ensure } from "@taonet/frame/errors"
import { ensureNone } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { fromHex } from "@taonet/primitives/hex"
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
  put(state, storage.CurrentKey, storage.PendingKey.get(state))
  put(state, storage.PendingKey, pending)
  put(state, storage.NextKey, next)
  if (enc_key === undefined) storage.AuthorKeys.delete(state, fromHex(author))
  else storage.AuthorKeys.set(state, fromHex(author), enc_key)
  const now = blockNumber(state)
  put(state, storage.PendingKeyExpiresAt, pending && now + 2)
  put(state, storage.NextKeyExpiresAt, next && now + 3)
}

/** What the author of a slot announced last. */
function keyOf(state: State, slot: bigint): Uint8Array | undefined {
  const author = authorOf(state, slot)
  return author === undefined ? undefined : storage.AuthorKeys.get(state, fromHex(author))
}

interface Item<T> {
  set(state: State, value: T): void
  delete(state: State): void
}

function put<T>(state: State, item: Item<T>, value: T | undefined): void {
  if (value === undefined) item.delete(state)
  else item.set(state, value)
}
