/**
 * An answer with all that proves who gave it, to what: a record that anybody can check, at any time, without asking anybody. As JSON, bodies
 * in base64:
 *
 * ```json
 * {"object": "btauth.evidence",
 *  "request": {"scheme", "method", "target", "sender", "receiver", "nonce", "body", "signature"},
 *  "answer": {"scheme", "status", "responder", "body", "signature"}}
 * ```
 *
 * The request's signature covers `requestPayload`, the answer's `responsePayload`, which names the request by the hash of the former. Of a
 * stream, the body is all bytes before its trailer.
 */
import type { AuthScheme, VerifySignature } from "../hotkey.ts"
import { header, type RequestFacts, requestPayload, sha256Hex } from "./payload.ts"
import { type ResponseEvidence, verifyEvidence } from "./response.ts"

/** A request as it went out. */
export interface SentRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What a dendrite has proven of an answer, and of what it was an answer to. */
export interface AnswerEvidence extends ResponseEvidence {
  readonly sent: SentRequest
}

/** A request to somebody in particular. */
type BoundRequest = RequestFacts & { readonly receiver: string }

/** What a record of evidence says, once it holds. */
export interface ProvenAnswer {
  readonly request: BoundRequest
  readonly status: number
  /** ss58: the receiver of the request. */
  readonly responder: string
  readonly body: Uint8Array
}

export class EvidenceError extends Error {
  override readonly name = "EvidenceError"
}

/** The record of an answer of `btauth/1`; `body` is what the evidence is of. */
export function evidenceRecord({ sent, ...evidence }: AnswerEvidence, body: Uint8Array): object {
  const { headers } = sent
  return {
    object: "btauth.evidence",
    request: {
      scheme: headers[header.crypto] ?? "sr25519",
      method: sent.method,
      target: sent.path,
      sender: headers[header.hotkey],
      receiver: headers[header.receiver],
      nonce: headers[header.nonce],
      body: Buffer.from(sent.body).toString("base64"),
      signature: headers[header.signature],
    },
    answer: {
      scheme: evidence.scheme,
      status: evidence.status,
      responder: evidence.responder,
      body: Buffer.from(body).toString("base64"),
      signature: evidence.signature,
    },
  }
}

/** Reads and checks a record, whoever gave it. Throws EvidenceError when it proves nothing. */
export function checkEvidence(record: unknown, verify: VerifySignature): ProvenAnswer {
  const { facts, signature } = requestIn(member(record, "request"))
  const payload = requestPayload(facts)
  if (!verify(facts.scheme, Buffer.from(signature.slice(2), "hex"), payload, facts.sender))
    throw new EvidenceError("the request is not signed by its sender")
  const answer = member(record, "answer")
  const [status, responder, body] = [statusIn(answer), text(answer, "responder"), base64(answer, "body")]
  if (responder !== facts.receiver) throw new EvidenceError("somebody else was asked than answered")
  const evidence: ResponseEvidence = {
    scheme: schemeIn(answer),
    status,
    bodyHash: sha256Hex(body),
    nonce: facts.nonce,
    requestId: sha256Hex(payload),
    responder,
    signature: signatureIn(answer),
  }
  if (!verifyEvidence(evidence, verify)) throw new EvidenceError("the answer is not signed by its responder")
  return { request: facts, status, responder, body }
}

function requestIn(request: object): { readonly facts: BoundRequest; readonly signature: string } {
  const nonce = text(request, "nonce")
  if (!/^(0|[1-9]\d{0,19})$/.test(nonce)) throw new EvidenceError("request.nonce is no number")
  return {
    facts: {
      scheme: schemeIn(request),
      method: text(request, "method"),
      target: text(request, "target"),
      body: base64(request, "body"),
      nonce: BigInt(nonce),
      sender: text(request, "sender"),
      receiver: text(request, "receiver"),
    },
    signature: signatureIn(request),
  }
}

function member(record: unknown, name: string): object {
  const found = typeof record === "object" && record !== null && (record as Record<string, unknown>)[name]
  if (typeof found !== "object" || found === null) throw new EvidenceError(`there is no ${name}`)
  return found
}

function text(holder: object, name: string): string {
  const found = (holder as Record<string, unknown>)[name]
  // A line break would let one line of what is signed pass for two.
  if (typeof found !== "string" || found.includes("\n")) throw new EvidenceError(`${name} is no line of text`)
  return found
}

function base64(holder: object, name: string): Uint8Array {
  const found = text(holder, name)
  const bytes = Buffer.from(found, "base64")
  if (bytes.toString("base64") !== found) throw new EvidenceError(`${name} is not base64`)
  return bytes
}

function schemeIn(holder: object): AuthScheme {
  const scheme = text(holder, "scheme")
  if (scheme !== "sr25519" && scheme !== "ed25519") throw new EvidenceError(`${scheme} is no scheme`)
  return scheme
}

function statusIn(holder: object): number {
  const { status } = holder as { readonly status?: unknown }
  if (!Number.isInteger(status)) throw new EvidenceError("status is no number")
  return status as number
}

function signatureIn(holder: object): string {
  const signature = text(holder, "signature")
  if (!/^0x[0-9a-fA-F]{128}$/.test(signature)) throw new EvidenceError("signature is not 64 bytes in hex")
  return signature
}
