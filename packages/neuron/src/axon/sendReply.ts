import { createHash } from "node:crypto"
import type { ServerResponse } from "node:http"
import { header, sha256Hex } from "../btauth/payload.ts"
import {
  type AnsweredRequest,
  responseHeaders,
  responseTrailer,
  signResponseSoon,
} from "../btauth/response.ts"
import type { Signer } from "../hotkey.ts"
import type { AxonReply, ChunkReply, PlainReply, StreamReply } from "./types.ts"
import { AxonError, errorBody } from "./types.ts"

const trailerNames = [header.version, header.hotkey, header.nonce, header.bodyHash, header.signature]

export interface SendLimits {
  /** A reader that takes nothing for this long is cut off. */
  readonly stallMs: number
  /** Ends a stream early, with an error event. */
  readonly signal: AbortSignal
}

/** Signs when the request was authenticated: strangers get no signatures out of us, nor the work of making them. */
export async function sendReply(
  response: ServerResponse,
  reply: AxonReply,
  signer: Signer,
  request: AnsweredRequest | undefined,
  limits: SendLimits,
): Promise<void> {
  if ("events" in reply) await sendStream(response, reply, signer, request, limits)
  else if ("chunks" in reply) await sendChunks(response, reply, signer, request, limits)
  else await sendPlain(response, reply, signer, request, limits)
}

async function sendPlain(
  response: ServerResponse,
  reply: PlainReply,
  signer: Signer,
  request: AnsweredRequest | undefined,
  { stallMs }: SendLimits,
): Promise<void> {
  const { body } = reply
  const signed =
    request === undefined
      ? {}
      : responseHeaders(await signResponseSoon(signer, request, reply.status, sha256Hex(body)))
  response.writeHead(reply.status, {
    "content-type": "application/json",
    ...reply.headers,
    "content-length": String(Buffer.byteLength(body)),
    ...signed,
  })
  // Text goes out in one piece with the head.
  response.end(body)
  // What the system's buffers hold is out of our hands; only a large answer to a reader that reads nothing is left.
  if (stallMs > 0 && (response.socket?.writableLength ?? 0) > 0) cutOffUnlessRead(response, stallMs)
}

function cutOffUnlessRead(response: ServerResponse, stallMs: number): void {
  const { socket } = response
  let left = socket?.writableLength ?? 0
  const timer = setInterval(() => {
    const now = socket?.writableLength ?? 0
    if (now >= left) response.destroy()
    left = now
  }, stallMs)
  response.once("close", () => clearInterval(timer))
}

async function sendStream(
  response: ServerResponse,
  reply: StreamReply,
  signer: Signer,
  request: AnsweredRequest | undefined,
  { stallMs, signal }: SendLimits,
): Promise<void> {
  response.writeHead(reply.status, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    ...reply.headers,
    ...(request === undefined
      ? {}
      : { [header.hotkey]: signer.ss58, [header.nonce]: request.nonce.toString() }),
  })
  response.flushHeaders()
  const hash = createHash("sha256")
  const write = async (event: string): Promise<void> => {
    hash.update(event)
    if (!response.write(event)) await drained(response, stallMs)
  }
  try {
    for await (const event of untilAborted(reply.events, signal)) {
      if (response.destroyed) return
      await write(event)
    }
  } catch (error) {
    // The status is out already: an error event tells OpenAI's clients, which take a bare end for success.
    if (response.destroyed) return
    const code = error instanceof Error && "code" in error ? String(error.code) : "StreamFailed"
    await write(`data: ${errorBody(code, "the answer could not be completed", "server_error")}\n\n`)
  }
  if (request === undefined) response.end()
  else
    response.end(responseTrailer(await signResponseSoon(signer, request, reply.status, hash.digest("hex"))))
}

async function sendChunks(
  response: ServerResponse,
  reply: ChunkReply,
  signer: Signer,
  request: AnsweredRequest | undefined,
  { stallMs, signal }: SendLimits,
): Promise<void> {
  const trailers = request === undefined ? {} : { trailer: trailerNames.join(", ") }
  response.writeHead(reply.status, { ...reply.headers, ...trailers })
  response.flushHeaders()
  const hash = createHash("sha256")
  try {
    for await (const chunk of untilAborted(reply.chunks, signal)) {
      if (response.destroyed) return
      hash.update(chunk)
      if (!response.write(chunk)) await drained(response, stallMs)
    }
  } catch {
    // Nothing in these bytes can say that they are incomplete, but a connection that breaks can.
    return void response.destroy()
  }
  if (request !== undefined)
    response.addTrailers(
      responseHeaders(await signResponseSoon(signer, request, reply.status, hash.digest("hex"))),
    )
  response.end()
}

/** Waits for a slow reader; one that stalls for `stallMs` is cut off, or it would hold its place for ever. */
function drained(response: ServerResponse, stallMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      response.off("drain", done).off("close", done)
      resolve()
    }
    const timer = setTimeout(() => response.destroy(), stallMs)
    response.on("drain", done).on("close", done)
  })
}

/** The source's items; throws when the signal is aborted, even while the source hangs. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let onAbort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new AxonError(504, "StreamAborted", "the stream was cut short"))
    if (signal.aborted) onAbort()
    else signal.addEventListener("abort", onAbort, { once: true })
  })
  aborted.catch(() => {})
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted])
      if (step.done === true) return
      yield step.value
    }
  } finally {
    signal.removeEventListener("abort", onAbort)
    // Not awaited: a generator that hangs would hang this too.
    void iterator.return?.()?.catch(() => {})
  }
}
