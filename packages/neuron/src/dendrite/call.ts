/** One call to an axon: sent, its head received, and what proves its body. */
import type { Dispatcher } from "undici"
import type { AnswerEvidence } from "../btauth/evidence.ts"
import { type ResponseClaim, verifyEvidence } from "../btauth/response.ts"
import type { Clock } from "../clock.ts"
import type { Hotkey, VerifySignature } from "../hotkey.ts"
import { type Deadline, startDeadline, translate } from "./deadline.ts"
import { DendriteError } from "./errors.ts"
import type { Pools } from "./pools.ts"
import { statusError } from "./statusError.ts"
import type { AxonTarget } from "./types.ts"

/** What all calls of a dendrite share. */
export interface Caller {
  readonly hotkey: Hotkey
  readonly clock: Clock
  readonly verify: VerifySignature
  readonly pools: Pools
  /** Never the same twice, however coarse the clock. */
  readonly freshNonce: () => bigint
}

/** What goes out, signed. A retry needs another. */
export interface Outgoing {
  readonly method: "GET" | "POST"
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly nonce: bigint
  /** Names the request in the signature of its answer. */
  readonly id: string
}

/** An answer with a 2xx head; its body is still to be read. `deadline` must be stopped when that is done. */
export interface Opened {
  readonly target: AxonTarget
  readonly sent: Outgoing
  readonly head: Dispatcher.ResponseData
  readonly deadline: Deadline
  readonly startedAt: number
}

export interface CallLimits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** `prepare` signs with the nonce that it is given. Rejects with DendriteError. */
export async function openCall(
  caller: Caller,
  target: AxonTarget,
  prepare: (nonce: bigint) => Outgoing,
  limits: CallLimits,
): Promise<Opened> {
  const startedAt = caller.clock.milliseconds()
  const deadline = startDeadline(limits.timeoutMs, limits.signal)
  const attempt = () => send(caller, target, prepare(caller.freshNonce()), deadline)
  try {
    const { sent, head } = await attempt().catch((error: unknown) => {
      // An idle connection may be closed by the axon at the moment it is used again: once more, with a fresh nonce.
      if (!closedByPeer(error) || deadline.signal.aborted) throw error
      return attempt()
    })
    if (head.statusCode < 200 || head.statusCode > 299) throw await statusError(head)
    return { target, sent, head, deadline, startedAt }
  } catch (error) {
    deadline.stop()
    throw translate(error, deadline, "Refused")
  }
}

async function send(caller: Caller, target: AxonTarget, sent: Outgoing, deadline: Deadline) {
  const { method, path, headers, body } = sent
  const head = await caller.pools.of(target).request({
    method,
    path,
    headers: { "content-type": "application/json", ...headers },
    body: method === "GET" ? null : body,
    signal: deadline.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  // A body that nobody reads any more still fails when its connection does: that must not end the process.
  head.body.on("error", () => {})
  return { sent, head }
}

function closedByPeer(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE"
}

/** `hash` is that of the bytes received. Throws DendriteError HashMismatch or BadResponseSignature. */
function proveAnswer(
  { target, head, sent }: Opened,
  claim: ResponseClaim | undefined,
  hash: string,
  verify: VerifySignature,
): AnswerEvidence {
  if (claim === undefined) throw new DendriteError("BadResponseSignature", "the answer is not signed")
  if (claim.bodyHash !== hash) {
    throw new DendriteError("HashMismatch", "the answer is not what the axon says it sent")
  }
  const evidence: AnswerEvidence = {
    ...claim,
    sent,
    status: head.statusCode,
    nonce: sent.nonce,
    requestId: sent.id,
    responder: target.hotkey,
  }
  if (verifyEvidence(evidence, verify)) return evidence
  throw new DendriteError("BadResponseSignature", "the answer is not signed by the axon that was asked")
}

/** As `proveAnswer`; undefined where nothing is signed and need not be. */
export function proveIfSigned(
  opened: Opened,
  claim: ResponseClaim | undefined,
  hash: string,
  verify: VerifySignature,
  requireSigned: boolean,
): AnswerEvidence | undefined {
  return claim === undefined && !requireSigned ? undefined : proveAnswer(opened, claim, hash, verify)
}
