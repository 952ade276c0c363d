import { type AuthScheme, publicKeyOf, type VerifySignature } from "../hotkey.ts"
import { AuthError } from "./errors.ts"
import { header, requestPayload, sha256Hex, version } from "./payload.ts"
import type { ReplayStore } from "./replayStore.ts"
import { checkRetention, stalenessOf, type Window, windowOf } from "./window.ts"

export type HeaderBag = Readonly<Record<string, string | readonly string[] | undefined>>

export interface VerifyOptions extends Window {
  /** ss58 of the receiving axon. */
  readonly self: string
  readonly verify: VerifySignature
  readonly replays: ReplayStore
  /** Default true. */
  readonly requireReceiver?: boolean
}

/** What the headers say, well-formed, meant for us and fresh, but not yet proven. */
export interface Claim {
  readonly sender: string
  readonly receiver: string | undefined
  readonly nonce: bigint
  readonly scheme: AuthScheme
  readonly signature: Uint8Array
}

/** The proven sender. */
export interface Caller {
  readonly hotkey: string
  readonly nonce: bigint
  readonly scheme: AuthScheme
  /** SHA-256 of the signed payload: names the request in the signature of its response. */
  readonly requestId: string
}

export interface ReceivedRequest {
  readonly method: string
  readonly target: string
  readonly headers: HeaderBag
  readonly body: Uint8Array
}

/**
 * Proves who sent a request. In order: header shape (MalformedAuth), receiver (WrongReceiver), freshness (StaleRequest), signature
 * under the declared scheme only (BadSignature), replay (ReplayedRequest). A nonce is remembered only after its signature is good, so
 * that a stranger cannot use up a sender's nonces. Throws AuthError.
 */
export function verifyRequest(request: ReceivedRequest, options: VerifyOptions): Caller {
  const claim = readClaim(request.headers, options)
  const payload = claimPayload(claim, request)
  return acceptClaim(
    claim,
    payload,
    options.verify(claim.scheme, claim.signature, payload, claim.sender),
    options,
  )
}

/** The checks that need no body: cheap, so that an axon makes them before it reads one. */
export function readClaim(
  headers: HeaderBag,
  options: Pick<VerifyOptions, "self" | "now" | "maxAgeMs" | "maxSkewMs" | "requireReceiver">,
): Claim {
  const bag = lowerCased(headers)
  if (single(bag, header.version) !== version) throw malformed(`missing or unsupported ${header.version}`)
  const sender = required(bag, header.hotkey)
  const nonce = parseNonce(required(bag, header.nonce))
  const scheme = parseScheme(single(bag, header.crypto))
  const signature = parseSignature(required(bag, header.signature))
  if (publicKeyOf(sender) === undefined) throw malformed(`${header.hotkey} is not an address`)

  const receiver = single(bag, header.receiver)
  if (receiver === undefined ? (options.requireReceiver ?? true) : receiver !== options.self) {
    throw new AuthError("WrongReceiver", "the request was signed for a different (or no) receiving hotkey")
  }

  checkFresh(nonce, options)
  return { sender, receiver, nonce, scheme, signature }
}

/** What the claim's signature must cover. */
export const claimPayload = (
  claim: Claim,
  { method, target, body }: Omit<ReceivedRequest, "headers">,
): Uint8Array => requestPayload({ ...claim, method, target, body })

/**
 * The rest, once it is known whether the signature holds for the payload: age and replay. The age is looked at by the clock as it is now: a
 * body may have taken so long that an earlier use of the nonce is forgotten.
 */
export function acceptClaim(
  claim: Claim,
  payload: Uint8Array,
  holds: boolean,
  options: Omit<VerifyOptions, "self" | "verify">,
): Caller {
  checkRetention(options.replays, options)
  if (!holds) throw new AuthError("BadSignature", "the signature does not verify against the claimed hotkey")
  checkFresh(claim.nonce, options)
  if (!options.replays.checkAndStore(claim.sender, claim.nonce))
    throw new AuthError("ReplayedRequest", "this nonce was already accepted from this hotkey")
  return { hotkey: claim.sender, nonce: claim.nonce, scheme: claim.scheme, requestId: sha256Hex(payload) }
}

function checkFresh(nonce: bigint, window: Window): void {
  const stale = stalenessOf(nonce, window)
  if (stale === undefined) return
  const { maxAgeMs, maxSkewMs } = windowOf(window)
  const text = stale === "old" ? `older than ${maxAgeMs} ms` : `more than ${maxSkewMs} ms in the future`
  throw new AuthError("StaleRequest", `nonce is ${text}`)
}

const malformed = (message: string): AuthError => new AuthError("MalformedAuth", message)

function lowerCased(headers: HeaderBag): Map<string, string | readonly string[] | undefined> {
  return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** A repeated header is refused: which of its values was meant is anybody's guess. */
function single(bag: ReturnType<typeof lowerCased>, name: string): string | undefined {
  const value = bag.get(name)
  if (value === undefined || typeof value === "string") return value
  throw malformed(`${name} is repeated`)
}

function required(bag: ReturnType<typeof lowerCased>, name: string): string {
  const value = single(bag, name)
  if (value === undefined || value === "") throw malformed(`missing ${name}`)
  return value
}

/** Twenty digits hold every u64 of nanoseconds; the sign is allowed, as in the reference, and then stale. */
function parseNonce(text: string): bigint {
  if (!/^-?\d{1,20}$/.test(text)) throw malformed(`${header.nonce} is not a decimal integer`)
  return BigInt(text)
}

/** Names in any case, and the reference's numbers (0 ed25519, 1 sr25519). The signed line is always the canonical name. */
function parseScheme(text: string | undefined): AuthScheme {
  switch (text?.toLowerCase()) {
    case undefined:
    case "sr25519":
    case "1":
      return "sr25519"
    case "ed25519":
    case "0":
      return "ed25519"
    default:
      throw malformed(`unsupported ${header.crypto}`)
  }
}

function parseSignature(text: string): Uint8Array {
  if (!/^(0x)?[0-9a-fA-F]{128}$/.test(text)) throw malformed(`${header.signature} is not 64 bytes of hex`)
  return Buffer.from(text.startsWith("0x") ? text.slice(2) : text, "hex")
}
