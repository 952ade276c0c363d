import { ensure } from "@taonet/frame/errors"
import { ensureRoot, ensureSigned, ensureSignedOrRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { ensureUpdated as ensureEntryUpdated } from "./oldStatus.ts"
import {
  noteBytes,
  requestPreimage as request,
  unnotePreimage as unnote,
  unrequestPreimage as unrequest,
} from "./preimages.ts"
import { type calls, errors } from "./schema.ts"

/** Most hashes of one `ensure_updated`. */
const hashesMax = 1024

const free = { pays: "No" } as const

/** Free of charge for root, and for bytes that the chain asked for. */
export const notePreimage: Handler<typeof calls.note_preimage> = (state, origin, { bytes }) => {
  const depositor = ensureSignedOrRoot(origin)
  const { isRequested } = noteBytes(state, bytes, depositor)
  return isRequested || depositor === undefined ? free : undefined
}

export const unnotePreimage: Handler<typeof calls.unnote_preimage> = (state, origin, { hash }) =>
  unnote(state, hash, ensureSignedOrRoot(origin))

export const requestPreimage: Handler<typeof calls.request_preimage> = (state, origin, { hash }) => {
  ensureRoot(origin)
  request(state, hash)
}

export const unrequestPreimage: Handler<typeof calls.unrequest_preimage> = (state, origin, { hash }) => {
  ensureRoot(origin)
  unrequest(state, hash)
}

/** Free of charge if nine entries of ten were old. */
export const ensureUpdated: Handler<typeof calls.ensure_updated> = (state, origin, { hashes }) => {
  ensureSigned(origin)
  ensure(hashes.length > 0, errors.TooFew)
  ensure(hashes.length <= hashesMax, errors.TooMany)
  const updated = hashes.filter((hash) => ensureEntryUpdated(state, hash)).length
  return updated * 10 >= hashes.length * 9 ? free : undefined
}
