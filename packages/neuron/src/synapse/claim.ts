import { AuthError } from "../btauth/errors.ts"
import type { HeaderBag, VerifyOptions } from "../btauth/verifyRequest.ts"
import { checkRetention, stalenessOf, type Window, windowOf } from "../btauth/window.ts"
import { type CheckSignature, publicKeyOf } from "../hotkey.ts"
import { axonPrefix, dendritePrefix, synapseHeader, synapseMessage } from "./wire.ts"

/** What the headers say, well-formed, meant for us and fresh, but not yet proven. */
export interface SynapseClaim {
  readonly sender: string
  readonly nonce: bigint
  readonly uuid: string
  readonly bodyHash: string
  /** As it came. */
  readonly signature: string
  readonly message: Uint8Array
}

const second = 1_000_000_000

/**
 * Reads the headers of a synapse. The window of nonces is ours alone: Python's is widened by the client's own time limit, and
 * lets the future pass. Throws AuthError; its texts are those of the SDK where it has one, but echo nothing that was signed.
 */
export function readHeaders(headers: HeaderBag, options: Window & Pick<VerifyOptions, "self">): SynapseClaim {
  const sender = field(headers, `${dendritePrefix}hotkey`)
  if (sender === undefined || publicKeyOf(sender) === undefined)
    throw malformed("No SS58 formatted address or public key provided.")
  const nonceText = field(headers, `${dendritePrefix}nonce`)
  if (nonceText === undefined || !/^\d{1,20}$/.test(nonceText)) throw malformed("Missing Nonce")
  const nonce = BigInt(nonceText)
  const uuid = field(headers, `${dendritePrefix}uuid`) ?? ""
  if (!/^[\x21-\x7e]{1,64}$/.test(uuid)) throw malformed("Missing UUID")
  const bodyHash = field(headers, synapseHeader.bodyHash) ?? ""
  if (!/^[0-9a-f]{64}$/.test(bodyHash)) throw malformed("Missing body hash")
  const signature = field(headers, `${dendritePrefix}signature`) ?? ""
  if (!/^(0x)?[0-9a-fA-F]{128}$/.test(signature)) throw malformed("Missing Signature")
  const receiver = field(headers, `${axonPrefix}hotkey`)
  if (receiver !== undefined && receiver !== options.self)
    throw new AuthError("WrongReceiver", "The request is for another axon")
  checkFresh(nonce, options)

  const message = synapseMessage({ nonce, dendrite: sender, axon: options.self, uuid, bodyHash })
  return { sender, nonce, uuid, bodyHash, signature, message }
}

/** Throws AuthError unless the signature holds for the claim's message; whether the body is the one that was signed is still open. */
export async function proveHeaders(claim: SynapseClaim, check: CheckSignature): Promise<void> {
  const signature = Buffer.from(claim.signature.replace(/^0x/, ""), "hex")
  if (!(await check("sr25519", signature, claim.message, claim.sender)))
    throw new AuthError("BadSignature", "Signature mismatch")
}

function checkFresh(nonce: bigint, window: Window): void {
  const stale = stalenessOf(nonce, window)
  if (stale === undefined) return
  const { maxAgeMs, maxSkewMs } = windowOf(window)
  if (stale === "early")
    throw new AuthError("StaleRequest", `Nonce is more than ${maxSkewMs} ms in the future`)
  const age = Number(window.now - nonce) / second
  const [allowed, found] = [maxAgeMs / 1_000, age].map((seconds) => seconds.toFixed(2))
  const text = `acceptable delta is ${allowed} seconds but request was ${found} seconds old`
  throw new AuthError("StaleRequest", `Nonce is too old: ${text}`)
}

/**
 * A nonce is used up once, on both wires together, and in any order: Python wants them to grow, which parallel requests break. Its age is
 * looked at again, by the clock as it is now: a body may have taken so long that an earlier use is forgotten.
 */
export function useUp(claim: SynapseClaim, options: Window & Pick<VerifyOptions, "replays">): void {
  const { replays } = options
  checkRetention(replays, options)
  checkFresh(claim.nonce, options)
  if (!replays.checkAndStore(claim.sender, claim.nonce))
    throw new AuthError("ReplayedRequest", "Nonce is too old, a newer one was last processed")
}

const malformed = (message: string): AuthError => new AuthError("MalformedAuth", message)

function field(headers: HeaderBag, name: string): string | undefined {
  const value = headers[name]
  if (value === undefined || typeof value === "string") return value
  throw malformed(`${name} is repeated`)
}
