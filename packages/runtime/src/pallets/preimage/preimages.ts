/**
 * Bytes kept on chain under their hash. Who stores them pays a deposit, until the chain itself asks for them; requests are counted.
 * behaviour/other-pallets.md section 6; source: pallet_preimage.
 */
import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import { returnTicket, takeTicket } from "./deposit.ts"
import { ensureUpdated } from "./oldStatus.ts"
import { errors, events, storage } from "./schema.ts"
import type { RequestStatus } from "./types.ts"

export const preimageBytesMax = 4 * 1024 * 1024

const requested = (value: Extract<RequestStatus, { type: "Requested" }>["value"]): RequestStatus => ({
  type: "Requested",
  value,
})

/**
 * Stores bytes, against a deposit unless they are asked for or come from the chain itself. Without a depositor they count as requested
 * once. Returns whether they are requested now. Raises TooBig, AlreadyNoted, and what `hold` raises.
 */
export function noteBytes(
  state: State,
  bytes: Uint8Array,
  depositor: Hex | undefined,
): { hash: Hex; isRequested: boolean } {
  ensure(bytes.length <= preimageBytesMax, errors.TooBig)
  const hash = toHex(blake2b256(bytes))
  ensureUpdated(state, hash)
  const status = notedStatus(state, hash, bytes.length, depositor)
  storage.RequestStatusFor.set(state, hash, status)
  storage.PreimageFor.set(state, [hash, bytes.length], bytes)
  events.Noted.deposit(state, { hash })
  return { hash, isRequested: status.type === "Requested" }
}

function notedStatus(state: State, hash: Hex, length: number, depositor: Hex | undefined): RequestStatus {
  const before = storage.RequestStatusFor.get(state, hash)
  if (before?.type === "Requested") return requested({ ...before.value, maybe_len: length })
  if (before) {
    ensure(depositor === undefined, errors.AlreadyNoted)
    const { ticket, len } = before.value
    return requested({ maybe_ticket: ticket, count: 1, maybe_len: len })
  }
  if (depositor === undefined) return requested({ maybe_ticket: undefined, count: 1, maybe_len: length })
  return { type: "Unrequested", value: { ticket: takeTicket(state, depositor, length), len: length } }
}

/** Lets go of stored bytes and returns their deposit; they stay while they are requested. Raises NotNoted, NotAuthorized, NotRequested. */
export function unnotePreimage(state: State, hash: Hex, owner: Hex | undefined): void {
  ensureUpdated(state, hash)
  const status = storage.RequestStatusFor.get(state, hash) ?? fail(errors.NotNoted)
  const ticket = status.type === "Requested" ? status.value.maybe_ticket : status.value.ticket
  ensure(owner === undefined || owner === ticket?.[0], errors.NotAuthorized)
  if (!ticket) {
    unrequestPreimage(state, hash)
    return
  }
  returnTicket(state, ticket)
  if (status.type === "Requested")
    storage.RequestStatusFor.set(state, hash, requested({ ...status.value, maybe_ticket: undefined }))
  else clear(state, hash, status.value.len)
}

/** Asks for bytes to be kept, whether or not they are there already. */
export function requestPreimage(state: State, hash: Hex): void {
  ensureUpdated(state, hash)
  const status = storage.RequestStatusFor.get(state, hash)
  const next = nextRequest(status)
  storage.RequestStatusFor.set(state, hash, requested(next))
  if (next.count === 1) events.Requested.deposit(state, { hash })
}

function nextRequest(status: RequestStatus | undefined) {
  if (!status) return { maybe_ticket: undefined, count: 1, maybe_len: undefined }
  if (status.type === "Requested") return { ...status.value, count: saturatingAddU32(status.value.count, 1) }
  return { maybe_ticket: status.value.ticket, count: 1, maybe_len: status.value.len }
}

/** Drops one request; with the last, bytes that nobody paid for go. Raises NotRequested. */
export function unrequestPreimage(state: State, hash: Hex): void {
  ensureUpdated(state, hash)
  const status = storage.RequestStatusFor.get(state, hash)
  if (status?.type !== "Requested") fail(errors.NotRequested)
  const { count, maybe_len: len, maybe_ticket: ticket } = status.value
  if (count > 1) storage.RequestStatusFor.set(state, hash, requested({ ...status.value, count: count - 1 }))
  else if (len === undefined) storage.RequestStatusFor.delete(state, hash)
  else if (ticket) storage.RequestStatusFor.set(state, hash, { type: "Unrequested", value: { ticket, len } })
  else clear(state, hash, len)
}

/** The stored bytes of a hash, if any. */
export function fetchPreimage(state: State, hash: Hex, length?: number): Uint8Array | undefined {
  const known = length ?? storedLength(state, hash)
  return known === undefined ? undefined : storage.PreimageFor.get(state, [hash, known])
}

function storedLength(state: State, hash: Hex): number | undefined {
  ensureUpdated(state, hash)
  const status = storage.RequestStatusFor.get(state, hash)
  return status?.type === "Requested" ? status.value.maybe_len : status?.value.len
}

function clear(state: State, hash: Hex, length: number): void {
  storage.RequestStatusFor.delete(state, hash)
  storage.PreimageFor.delete(state, [hash, length])
  events.Cleared.deposit(state, { hash })
}
