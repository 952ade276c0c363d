import { createHash, randomUUID } from "node:crypto"
import type { AnswerEvidence } from "../btauth/evidence.ts"
import { sha256Hex } from "../btauth/payload.ts"
import { claimFromHeaders, claimFromTrailer, type ResponseClaim, trailerEvent } from "../btauth/response.ts"
import { signRequest } from "../btauth/signRequest.ts"
import { type Clock, systemClock } from "../clock.ts"
import { type Hotkey, type VerifySignature, verifySignatureOf } from "../hotkey.ts"
import { type Caller, type Opened, type Outgoing, openCall, proveIfSigned } from "./call.ts"
import { translate } from "./deadline.ts"
import { DendriteError } from "./errors.ts"
import { createPools, type PoolOptions } from "./pools.ts"
import { readAll } from "./readAll.ts"
import { createEventSplitter, type SseEvent } from "./sseEvents.ts"
import { askSynapse, streamSynapse } from "./synapseCall.ts"
import type { AxonTarget, Dendrite, DendriteRequest, DendriteResponse, DendriteStream } from "./types.ts"

export interface DendriteOptions extends PoolOptions {
  readonly hotkey: Hotkey
}

export interface DendriteDeps {
  readonly clock?: Clock
  readonly verify?: VerifySignature
}

const defaultTimeoutMs = 30_000
const defaultMaxBytes = 8 * 1_048_576
const maxEventBytes = 1_048_576

/** Client of axons: signs what it sends and proves what it gets. Every failure is a DendriteError. */
export function createDendrite(options: DendriteOptions, deps: DendriteDeps = {}): Dendrite {
  const clock = deps.clock ?? systemClock
  let lastNonce = 0n
  const caller: Caller = {
    hotkey: options.hotkey,
    clock,
    verify: deps.verify ?? verifySignatureOf,
    pools: createPools(options),
    freshNonce() {
      const now = clock.unixNanoseconds()
      lastNonce = now > lastNonce ? now : lastNonce + 1n
      return lastNonce
    },
  }
  const identity = randomUUID()
  return {
    hotkey: options.hotkey.ss58,
    request: (target, request) => requestPlain(caller, target, request),
    stream: (target, request) => requestStream(caller, target, request),
    synapse: (target, type, call) => askSynapse(caller, identity, target, type, call),
    synapseStream: (target, type, call) => streamSynapse(caller, identity, target, type, call),
    close: () => caller.pools.close(),
  }
}

function open(caller: Caller, target: AxonTarget, request: DendriteRequest): Promise<Opened> {
  const { path, method = "POST", timeoutMs = defaultTimeoutMs, signal } = request
  const body = bodyBytes(request.body)
  const prepare = (nonce: bigint): Outgoing => {
    const receiver = target.hotkey
    const signed = signRequest(caller.hotkey, { method, target: path, body, receiver, nonce })
    return { method, path, headers: { ...request.headers, ...signed.headers }, body, nonce, id: signed.id }
  }
  return openCall(caller, target, prepare, { timeoutMs, signal })
}

function bodyBytes(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0)
  if (body instanceof Uint8Array) return body
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body), "utf8")
}

async function requestPlain(
  caller: Caller,
  target: AxonTarget,
  request: DendriteRequest,
): Promise<DendriteResponse> {
  const opened = await open(caller, target, request)
  try {
    const body = await readAll(opened.head.body, request.maxBytes ?? defaultMaxBytes)
    const { statusCode: status, headers } = opened.head
    const claim = claimFromHeaders(headers)
    const { requireSigned = true } = request
    const evidence = proveIfSigned(opened, claim, sha256Hex(body), caller.verify, requireSigned)
    const elapsedMs = caller.clock.milliseconds() - opened.startedAt
    return { status, headers, body, evidence, elapsedMs, json: () => parseJson(body) }
  } catch (error) {
    opened.head.body.destroy()
    throw translate(error, opened.deadline, "DiedMidStream")
  } finally {
    opened.deadline.stop()
  }
}

async function requestStream(
  caller: Caller,
  target: AxonTarget,
  request: DendriteRequest,
): Promise<DendriteStream> {
  const opened = await open(caller, target, request)
  const hangUp = (): void => {
    opened.deadline.stop()
    opened.head.body.destroy()
  }
  const { statusCode: status, headers } = opened.head
  if (!String(headers["content-type"] ?? "").startsWith("text/event-stream")) {
    hangUp()
    throw new DendriteError("BadResponse", "the answer is not an event stream")
  }
  let evidence: AnswerEvidence | undefined
  const kept: Uint8Array[] = []
  const events = async function* () {
    try {
      const { requireSigned = true } = request
      yield* provenEvents(opened, request, {
        keep: (bytes) => void (request.keepBytes && kept.push(bytes)),
        prove(claim, hash) {
          evidence = proveIfSigned(opened, claim, hash, caller.verify, requireSigned)
        },
      })
    } catch (error) {
      throw translate(error, opened.deadline, "DiedMidStream")
    } finally {
      hangUp()
    }
  }
  const headMs = caller.clock.milliseconds() - opened.startedAt
  return {
    ...{ status, headers, headMs, events: events() },
    evidence: () => evidence,
    bytes: () => Buffer.concat(kept),
  }
}

interface Proving {
  /** Told of all bytes before the trailer. */
  keep(bytes: Uint8Array): void
  /** Gets the trailer with the hash of all bytes before it. */
  prove(claim: ResponseClaim | undefined, hash: string): void
}

/** Events up to the trailer, which must be the last thing on the stream, where there must be one. */
async function* provenEvents(
  opened: Opened,
  { maxBytes = defaultMaxBytes, requireSigned = true }: DendriteRequest,
  { keep, prove }: Proving,
): AsyncGenerator<{ event: string; data: string }> {
  const splitter = createEventSplitter(Math.min(maxEventBytes, maxBytes))
  const hash = createHash("sha256")
  let received = 0
  let trailer: SseEvent | undefined
  for await (const chunk of opened.head.body) {
    received += (chunk as Uint8Array).length
    if (received > maxBytes) throw new DendriteError("TooLarge", `the answer exceeds ${maxBytes} bytes`)
    for (const event of splitEvents(splitter, chunk as Uint8Array)) {
      if (trailer !== undefined) throw new DendriteError("HashMismatch", "there is more after the signed end")
      if (event.event === trailerEvent) {
        trailer = event
        continue
      }
      hash.update(event.raw)
      keep(event.raw)
      if (event.data !== "") yield { event: event.event, data: event.data }
    }
  }
  if (trailer === undefined && !requireSigned && splitter.rest() === 0) return
  if (trailer === undefined)
    throw new DendriteError("DiedMidStream", "the stream ended without its signed end")
  if (splitter.rest() > 0) throw new DendriteError("HashMismatch", "there is more after the signed end")
  prove(claimFromTrailer(trailer.data), hash.digest("hex"))
}

function splitEvents(splitter: ReturnType<typeof createEventSplitter>, chunk: Uint8Array): SseEvent[] {
  try {
    return splitter.push(chunk)
  } catch (error) {
    throw new DendriteError("TooLarge", "an event of the answer is too large", { cause: error })
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"))
  } catch (error) {
    throw new DendriteError("BadResponse", "the answer is not JSON", { cause: error })
  }
}
