import { createHash } from "node:crypto"
import { type Dispatcher, Pool } from "undici"
import { sha256Hex } from "../btauth/payload.ts"
import {
  claimFromHeaders,
  claimFromTrailer,
  type ResponseClaim,
  type ResponseEvidence,
  trailerEvent,
  verifyEvidence,
} from "../btauth/response.ts"
import { type SignedRequest, signRequest } from "../btauth/signRequest.ts"
import { type Clock, systemClock } from "../clock.ts"
import { type Hotkey, type VerifySignature, verifySignatureOf } from "../hotkey.ts"
import { type Deadline, startDeadline, translate } from "./deadline.ts"
import { DendriteError } from "./errors.ts"
import { createEventSplitter, type SseEvent } from "./sseEvents.ts"
import { statusError } from "./statusError.ts"
import type { AxonTarget, Dendrite, DendriteRequest, DendriteResponse, DendriteStream } from "./types.ts"

export interface DendriteOptions {
  readonly hotkey: Hotkey
  /** Axons with open connections; the one longest unused goes first. Default 256. */
  readonly maxPools?: number
  /** To one axon; more calls wait. Default 8. */
  readonly connectionsPerAxon?: number
  /** Default 5 s. */
  readonly connectTimeoutMs?: number
}

export interface DendriteDeps {
  readonly clock?: Clock
  readonly verify?: VerifySignature
}

const defaultTimeoutMs = 30_000
const defaultMaxBytes = 8 * 1_048_576
const maxEventBytes = 1_048_576

interface Opened {
  readonly signed: SignedRequest
  readonly head: Dispatcher.ResponseData
  readonly deadline: Deadline
  readonly startedAt: number
}

/** Client of axons: signs what it sends and proves what it gets. Every failure is a DendriteError. */
export function createDendrite(options: DendriteOptions, deps: DendriteDeps = {}): Dendrite {
  const clock = deps.clock ?? systemClock
  const verify = deps.verify ?? verifySignatureOf
  const pools = createPools(options)
  let lastNonce = 0n

  /** Two requests never share a nonce, however coarse the clock. */
  const freshNonce = (): bigint => {
    const now = clock.unixNanoseconds()
    lastNonce = now > lastNonce ? now : lastNonce + 1n
    return lastNonce
  }

  const send = async (target: AxonTarget, request: DendriteRequest, deadline: Deadline) => {
    const body = bodyBytes(request.body)
    const method = request.method ?? "POST"
    const signed = signRequest(options.hotkey, {
      method,
      target: request.path,
      body,
      receiver: target.hotkey,
      nonce: freshNonce(),
    })
    const head = await pools.of(target).request({
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

  const open = async (target: AxonTarget, request: DendriteRequest): Promise<Opened> => {
    const startedAt = clock.milliseconds()
    const deadline = startDeadline(request.timeoutMs ?? defaultTimeoutMs, request.signal)
    try {
      const sent = await send(target, request, deadline).catch((error: unknown) => {
        // An idle connection may be closed by the axon at the moment it is used again: once more, with a fresh nonce.
        if (!closedByPeer(error) || deadline.signal.aborted) throw error
        return send(target, request, deadline)
      })
      const { statusCode } = sent.head
      if (statusCode < 200 || statusCode > 299) throw await statusError(sent.head)
      return { ...sent, deadline, startedAt }
    } catch (error) {
      deadline.stop()
      throw translate(error, deadline, "Refused")
    }
  }

  const prove = (target: AxonTarget, opened: Opened, claim: ResponseClaim | undefined, hash: string) => {
    if (claim === undefined) throw new DendriteError("BadResponseSignature", "the answer is not signed")
    if (claim.bodyHash !== hash) {
      throw new DendriteError("HashMismatch", "the answer is not what the axon says it sent")
    }
    const evidence: ResponseEvidence = {
      ...claim,
      status: opened.head.statusCode,
      nonce: opened.signed.nonce,
      requestId: opened.signed.id,
      responder: target.hotkey,
    }
    if (verifyEvidence(evidence, verify)) return evidence
    throw new DendriteError("BadResponseSignature", "the answer is not signed by the axon that was asked")
  }

  return {
    hotkey: options.hotkey.ss58,
    async request(target, request): Promise<DendriteResponse> {
      const opened = await open(target, request)
      try {
        const body = await readAll(opened.head.body, request.maxBytes ?? defaultMaxBytes)
        const { statusCode: status, headers } = opened.head
        const evidence = prove(target, opened, claimFromHeaders(headers), sha256Hex(body))
        const elapsedMs = clock.milliseconds() - opened.startedAt
        return { status, headers, body, evidence, elapsedMs, json: () => parseJson(body) }
      } catch (error) {
        opened.head.body.destroy()
        throw translate(error, opened.deadline, "DiedMidStream")
      } finally {
        opened.deadline.stop()
      }
    },

    async stream(target, request): Promise<DendriteStream> {
      const opened = await open(target, request)
      const { statusCode: status, headers } = opened.head
      let evidence: ResponseEvidence | undefined
      const events = async function* () {
        try {
          yield* provenEvents(opened, request.maxBytes ?? defaultMaxBytes, (claim, hash) => {
            evidence = prove(target, opened, claim, hash)
          })
        } catch (error) {
          throw translate(error, opened.deadline, "DiedMidStream")
        } finally {
          opened.deadline.stop()
          opened.head.body.destroy()
        }
      }
      if (!String(headers["content-type"] ?? "").startsWith("text/event-stream")) {
        opened.deadline.stop()
        opened.head.body.destroy()
        throw new DendriteError("BadResponse", "the answer is not an event stream")
      }
      const headMs = clock.milliseconds() - opened.startedAt
      return { status, headers, headMs, events: events(), evidence: () => evidence }
    },

    close: () => pools.close(),
  }
}

/** Events up to the trailer, which must be the last thing on the stream; `prove` gets it with the hash of all bytes before. */
async function* provenEvents(
  opened: Opened,
  maxBytes: number,
  prove: (claim: ResponseClaim | undefined, hash: string) => void,
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
      if (event.data !== "") yield { event: event.event, data: event.data }
    }
  }
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

async function readAll(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw new DendriteError("TooLarge", `the answer exceeds ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"))
  } catch (error) {
    throw new DendriteError("BadResponse", "the answer is not JSON", { cause: error })
  }
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

/** One pool of connections to each axon, at most `maxPools`. */
function createPools(options: DendriteOptions) {
  const { maxPools = 256, connectionsPerAxon = 8, connectTimeoutMs = 5_000 } = options
  const pools = new Map<string, Pool>()
  return {
    of(target: AxonTarget): Pool {
      const origin = `http://${target.ip.includes(":") ? `[${target.ip}]` : target.ip}:${target.port}`
      const pool = pools.get(origin) ?? newPool(origin)
      // Back to the end: the first is the longest unused.
      pools.delete(origin)
      pools.set(origin, pool)
      const oldest = pools.keys().next().value
      if (pools.size > maxPools && oldest !== undefined) {
        void pools.get(oldest)?.close()
        pools.delete(oldest)
      }
      return pool
    },
    async close() {
      const all = [...pools.values()]
      pools.clear()
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
  function newPool(origin: string): Pool {
    return new Pool(origin, {
      connections: connectionsPerAxon,
      connect: { timeout: connectTimeoutMs },
      keepAliveTimeout: 30_000,
    })
  }
}
