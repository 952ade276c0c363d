/** One call to an axon: sent, its head received, and what proves its body. */
import type { Dispatcher } from "undici"
import { type ResponseClaim, type ResponseEvidence, verifyEvidence } from "../btauth/response.ts"
import { type SignedRequest, signRequest } from "../btauth/signRequest.ts"
import type { Clock } from "../clock.ts"
import type { Hotkey, VerifySignature } from "../hotkey.ts"
import { type Deadline, startDeadline, translate } from "./deadline.ts"
import { DendriteError } from "./errors.ts"
import type { Pools } from "./pools.ts"
import { statusError } from "./statusError.ts"
import type { AxonTarget, DendriteRequest } from "./types.ts"

const defaultTimeoutMs = 30_000

/** What all calls of a dendrite share. */
export interface Caller {
  readonly hotkey: Hotkey
  readonly clock: Clock
  readonly verify: VerifySignature
  readonly pools: Pools
  /** Never the same twice, however coarse the clock. */
  readonly freshNonce: () => bigint
}

/** An answer with a 2xx head; its body is still to be read. `deadline` must be stopped when that is done. */
export interface Opened {
  readonly target: AxonTarget
  readonly signed: SignedRequest
  readonly head: Dispatcher.ResponseData
  readonly deadline: Deadline
  readonly startedAt: number
}

/** Rejects with DendriteError. */
export async function openCall(
  caller: Caller,
  target: AxonTarget,
  request: DendriteRequest,
): Promise<Opened> {
  const startedAt = caller.clock.milliseconds()
  const deadline = startDeadline(request.timeoutMs ?? defaultTimeoutMs, request.signal)
  try {
    const sent = await send(caller, target, request, deadline).catch((error: unknown) => {
      // An idle connection may be closed by the axon at the moment it is used again: once more, with a fresh nonce.
      if (!closedByPeer(error) || deadline.signal.aborted) throw error
      return send(caller, target, request, deadline)
    })
    const { statusCode } = sent.head
    if (statusCode < 200 || statusCode > 299) throw await statusError(sent.head)
    return { target, ...sent, deadline, startedAt }
  } catch (error) {
    deadline.stop()
    throw translate(error, deadline, "Refused")
  }
}

async function send(caller: Caller, target: AxonTarget, request: DendriteRequest, deadline: Deadline) {
  const body = bodyBytes(request.body)
  const method = request.method ?? "POST"
  const signed = signRequest(caller.hotkey, {
    method,
    target: request.path,
    body,
    receiver: target.hotkey,
    nonce: caller.freshNonce(),
  })
  const head = await caller.pools.of(target).request({
    method,
    path: request.path,
    headers: { "content-type": "application/json", ...request.headers, ...signed.headers },
    body: method === "GET" ? null : body,
    signal: deadline.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  // A body that nobody reads any more still fails when its connection does: that must not end the process.
  head.body.on("error", () => {})
  return { signed, head }
}

function bodyBytes(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0)
  if (body instanceof Uint8Array) return body
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body), "utf8")
}

function closedByPeer(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE"
}

/** `hash` is that of the bytes received. Throws DendriteError HashMismatch or BadResponseSignature. */
export function proveAnswer(
  { target, head, signed }: Opened,
  claim: ResponseClaim | undefined,
  hash: string,
  verify: VerifySignature,
): ResponseEvidence {
  if (claim === undefined) throw new DendriteError("BadResponseSignature", "the answer is not signed")
  if (claim.bodyHash !== hash) {
    throw new DendriteError("HashMismatch", "the answer is not what the axon says it sent")
  }
  const evidence: ResponseEvidence = {
    ...claim,
    status: head.statusCode,
    nonce: signed.nonce,
    requestId: signed.id,
    responder: target.hotkey,
  }
  if (verifyEvidence(evidence, verify)) return evidence
  throw new DendriteError("BadResponseSignature", "the answer is not signed by the axon that was asked")
}
