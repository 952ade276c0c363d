/**
 * Signed responses: our extension of btauth/1, where only requests are signed. A validator gets evidence of what a miner said, to what.
 * A plain response carries the signature in headers; a stream ends with one more event, the trailer, over the hash of all before it.
 */
import type { AuthScheme, Hotkey, Signer, VerifySignature } from "../hotkey.ts"
import { header, version } from "./payload.ts"

const responseProtocol = "btauth/1:response"
/** Name of the event that ends a signed stream. */
export const trailerEvent = "btauth"

export interface ResponseFacts {
  readonly scheme: AuthScheme
  readonly status: number
  /** SHA-256 of the body (or of the stream up to the trailer), lower-case hex. */
  readonly bodyHash: string
  /** The request's nonce. */
  readonly nonce: bigint
  /** SHA-256 of the request's signed payload: binds method, target, body, sender and receiver. */
  readonly requestId: string
  /** ss58 of the axon. */
  readonly responder: string
}

/** What proves to others that `responder` gave this answer to that request. */
export interface ResponseEvidence extends ResponseFacts {
  /** `0x` and 128 hex digits. */
  readonly signature: string
}

export function responsePayload(facts: ResponseFacts): Uint8Array {
  const lines = [
    responseProtocol,
    facts.scheme,
    String(facts.status),
    facts.bodyHash,
    facts.nonce.toString(),
    facts.requestId,
    facts.responder,
  ]
  return Buffer.from(lines.join("\n"), "utf8")
}

export interface AnsweredRequest {
  readonly nonce: bigint
  readonly requestId: string
}

type Response = readonly [request: AnsweredRequest, status: number, bodyHash: string]

export function signResponse(hotkey: Hotkey, ...response: Response): ResponseEvidence {
  const facts = factsOf(hotkey, ...response)
  return evidenceOf(facts, hotkey.sign(responsePayload(facts)))
}

/** The same by a signer that may take a while. */
export async function signResponseSoon(signer: Signer, ...response: Response): Promise<ResponseEvidence> {
  const facts = factsOf(signer, ...response)
  return evidenceOf(facts, await signer.sign(responsePayload(facts)))
}

function factsOf(
  { ss58, scheme = "sr25519" }: Signer,
  ...[request, status, bodyHash]: Response
): ResponseFacts {
  const { nonce, requestId } = request
  return { scheme, status, bodyHash, nonce, requestId, responder: ss58 }
}

const evidenceOf = (facts: ResponseFacts, signature: Uint8Array): ResponseEvidence => ({
  ...facts,
  signature: `0x${Buffer.from(signature).toString("hex")}`,
})

export function responseHeaders(evidence: ResponseEvidence): Record<string, string> {
  const headers: Record<string, string> = {
    [header.version]: version,
    [header.hotkey]: evidence.responder,
    [header.nonce]: evidence.nonce.toString(),
    [header.bodyHash]: evidence.bodyHash,
    [header.signature]: evidence.signature,
  }
  if (evidence.scheme !== "sr25519") headers[header.crypto] = evidence.scheme
  return headers
}

/** The last event of a signed stream, ready to send. */
export function responseTrailer(evidence: ResponseEvidence): string {
  const { status, bodyHash, nonce, scheme, signature, responder } = evidence
  const data = JSON.stringify({
    status,
    sha256: bodyHash,
    nonce: nonce.toString(),
    hotkey: responder,
    scheme,
    signature,
  })
  return `event: ${trailerEvent}\ndata: ${data}\n\n`
}

/** What a response claims about itself, from its headers or its trailer. */
export interface ResponseClaim {
  readonly bodyHash: string
  readonly scheme: AuthScheme
  readonly signature: string
}

/** Undefined when there is no well-formed signature. */
export function claimFromHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ResponseClaim | undefined {
  return readResponseClaim(headers[header.bodyHash], headers[header.crypto], headers[header.signature])
}

export function claimFromTrailer(data: string): ResponseClaim | undefined {
  try {
    const fields = JSON.parse(data) as Record<string, unknown> | null
    return readResponseClaim(fields?.["sha256"], fields?.["scheme"], fields?.["signature"])
  } catch {
    return undefined
  }
}

function readResponseClaim(
  bodyHash: unknown,
  scheme: unknown,
  signature: unknown,
): ResponseClaim | undefined {
  if (typeof bodyHash !== "string" || !/^[0-9a-f]{64}$/.test(bodyHash)) return undefined
  if (typeof signature !== "string" || !/^0x[0-9a-fA-F]{128}$/.test(signature)) return undefined
  if (scheme !== undefined && scheme !== "sr25519" && scheme !== "ed25519") return undefined
  return { bodyHash, scheme: scheme ?? "sr25519", signature }
}

export function verifyEvidence(evidence: ResponseEvidence, verify: VerifySignature): boolean {
  const signature = Buffer.from(evidence.signature.slice(2), "hex")
  return verify(evidence.scheme, signature, responsePayload(evidence), evidence.responder)
}
