import { type LinkedAbort, linkedAbort, untilAborted } from "./abort.ts"
import type { AnswerIdentity, Chunk, Completion } from "./chatAnswer.ts"
import { MinerFailure } from "./errors.ts"
import { isObject, parseJson } from "./json.ts"
import type { GatewayLimits } from "./options.ts"
import { createSseParser } from "./sse.ts"
import type { TextForm, TextRequest } from "./textForms.ts"
import type { MinerAnswer, MinerQuery, MinerRoute } from "./types.ts"

/** One question to one miner. Whatever the miner does wrong comes out as a `MinerFailure`. */
export interface Attempt {
  readonly route: MinerRoute
  readonly form: TextForm
  readonly request: TextRequest
  readonly identity: AnswerIdentity
  readonly query: MinerQuery
  readonly limits: GatewayLimits
  /** Told what proves the answer, where something does. */
  readonly keepEvidence: (evidence: object) => void
  /** Aborts with what should be thrown: the client left, the total time is over, the gateway closes. */
  readonly signal: AbortSignal
}

/** Chunks without substance that may come before the first real one. */
const prologueChunksMax = 16
const errorBytesMax = 16 * 1024
/** Seen by nobody but the transport; made once, since a stack trace costs. */
const exchangeOver = new Error("the exchange is over")

/** The whole answer, its signature checked. */
export async function askPlain(attempt: Attempt): Promise<Completion> {
  const { form, identity, request } = attempt
  const bytes = await askBytes({ ...attempt, path: form.path, body: request.minerBody })
  return form.parseCompletion(bytes, identity, request.n)
}

/** A question that is answered in one piece, whatever it is about. */
export interface PlainQuestion extends Omit<Attempt, "form" | "request" | "identity"> {
  readonly path: string
  readonly body: Uint8Array
}

/** The bytes of the whole answer, its signature checked. */
export async function askBytes(question: PlainQuestion): Promise<Uint8Array> {
  const { limits } = question
  const link = linkedAbort(question.signal)
  const timer = setTimeout(() => link.abort(tooSlow("answer")), limits.plainAnswerTimeoutMs)
  try {
    const answer = await open(question, false, link)
    const parts: Uint8Array[] = []
    for await (const part of boundedBody(answer.body, link.signal, limits.answerBytesMax)) parts.push(part)
    await checkVerified(answer, question, link.signal)
    return Buffer.concat(parts)
  } finally {
    clearTimeout(timer)
    close(link)
  }
}

/**
 * The answer as it comes, in batches of what arrived together. The first batch carries substance: a miner that fails before
 * has cost the client nothing. It ends only after `[DONE]` and a good signature; any other end throws.
 */
export async function* askStream(attempt: Attempt): AsyncGenerator<Chunk[], undefined, undefined> {
  const { form, limits, request } = attempt
  const link = linkedAbort(attempt.signal)
  const clock = createSilenceClock(link, limits)
  try {
    const answer = await open({ ...attempt, path: form.path, body: request.minerBody }, true, link)
    const reader = createChunkReader(attempt)
    let prologue: Chunk[] | null = []
    for await (const part of boundedBody(answer.body, link.signal, limits.answerBytesMax)) {
      let chunks = reader.push(part)
      if (chunks.length === 0) continue
      if (prologue) {
        chunks = prologue = [...prologue, ...chunks]
        if (!chunks.some((chunk) => chunk.substantive)) {
          if (chunks.length > prologueChunksMax)
            throw new MinerFailure("broken", "many events without content")
          continue
        }
        prologue = null
      }
      clock.pause()
      yield chunks
      clock.resume()
    }
    if (!reader.ended()) throw new MinerFailure("broken", "the stream ended without [DONE]")
    if (!reader.finished()) throw new MinerFailure("broken", "the stream has no finish_reason")
    await checkVerified(answer, attempt, link.signal)
    return undefined
  } finally {
    clock.stop()
    close(link)
  }
}

/** Measures the miner's silence only: while the client is slow to take what came, the clock rests. */
function createSilenceClock(link: LinkedAbort, limits: GatewayLimits) {
  let resting = false
  let timer = setTimeout(() => {
    if (!resting) link.abort(tooSlow("first token"))
  }, limits.firstByteTimeoutMs)
  let started = false
  return {
    pause() {
      resting = true
    },
    resume() {
      resting = false
      if (started) timer.refresh()
      else {
        started = true
        clearTimeout(timer)
        timer = setTimeout(() => {
          if (!resting) link.abort(tooSlow("next token"))
        }, limits.idleTimeoutMs)
      }
    },
    stop: () => clearTimeout(timer),
  }
}

interface ChunkReader {
  push(bytes: Uint8Array): Chunk[]
  ended(): boolean
  finished(): boolean
}

function createChunkReader(attempt: Attempt): ChunkReader {
  const { form, identity, limits, request } = attempt
  const parser = createSseParser(limits.eventBytesMax)
  let ended = false
  let finished = false

  function push(bytes: Uint8Array): Chunk[] {
    const chunks: Chunk[] = []
    for (const event of parse(bytes)) {
      if (event.name === "error") throw new MinerFailure("broken", "the miner sent an error event")
      // Named events, such as a signature trailer, are between the miner and the dendrite.
      if (event.name !== "" && event.name !== "message") continue
      if (ended) throw new MinerFailure("broken", "an event came after [DONE]")
      if (event.data.trim() === "[DONE]") {
        ended = true
        continue
      }
      const chunk = form.parseChunk(event.data, identity, request.n, request.includeUsage)
      finished ||= chunk.finished.length > 0
      chunks.push(chunk)
    }
    return chunks
  }

  function parse(bytes: Uint8Array) {
    try {
      return parser.push(bytes)
    } catch (error) {
      throw new MinerFailure("broken", `bad event stream: ${messageOf(error)}`)
    }
  }

  return { push, ended: () => ended, finished: () => finished }
}

async function open(question: PlainQuestion, stream: boolean, link: LinkedAbort): Promise<MinerAnswer> {
  const { route, limits, path, body } = question
  const { signal } = link
  let answer: MinerAnswer
  try {
    answer = await untilAborted(question.query(route, { path, body, stream, signal }), signal)
  } catch (error) {
    throw asFailure(error, signal, "unreachable")
  }
  answer.verified.catch(() => {})
  if (answer.status !== 200) throw await statusFailure(answer, signal, limits)
  return answer
}

/** A miner may say "not now" and "not this"; every other status is a failure of its own. */
async function statusFailure(
  answer: MinerAnswer,
  signal: AbortSignal,
  limits: GatewayLimits,
): Promise<MinerFailure> {
  const { status, headers } = answer
  if (status === 429 || status === 503) {
    const seconds = Number(headers["retry-after"])
    const retryAfterSeconds = Number.isFinite(seconds) && seconds >= 0 ? Math.min(Math.ceil(seconds), 60) : 1
    return new MinerFailure("busy", `status ${status}`, { retryAfterSeconds })
  }
  if (status === 404) return new MinerFailure("lacking", "the miner does not have this")
  if (status !== 400 && status !== 413 && status !== 422)
    return new MinerFailure("broken", `status ${status}`)
  const parts: Uint8Array[] = []
  for await (const part of boundedBody(answer.body, signal, Math.min(errorBytesMax, limits.answerBytesMax)))
    parts.push(part)
  const body = parseJson(Buffer.concat(parts))
  const error = isObject(body) && isObject(body["error"]) ? body["error"] : null
  if (!error || typeof error["message"] !== "string")
    return new MinerFailure("broken", `status ${status} without an error`)
  const refusalCode = typeof error["code"] === "string" ? error["code"].slice(0, 64) : null
  return new MinerFailure("refused", error["message"].slice(0, 1024), { refusalCode })
}

async function* boundedBody(body: AsyncIterable<Uint8Array>, signal: AbortSignal, bytesMax: number) {
  const iterator = body[Symbol.asyncIterator]()
  let left = bytesMax
  let ended = false
  try {
    while (left >= 0) {
      let next: IteratorResult<Uint8Array>
      try {
        next = await untilAborted(iterator.next(), signal)
      } catch (error) {
        throw asFailure(error, signal, "broken")
      }
      if (next.done) {
        ended = true
        return
      }
      left -= next.value.length
      if (left >= 0) yield next.value
    }
    throw new MinerFailure("broken", `the answer is larger than ${bytesMax} bytes`)
  } finally {
    // Not awaited: an iterator that hangs in next() also hangs in return().
    if (!ended) iterator.return?.()?.catch(() => {})
  }
}

async function checkVerified(
  answer: MinerAnswer,
  { keepEvidence }: Pick<Attempt, "keepEvidence">,
  signal: AbortSignal,
): Promise<void> {
  let verified = false
  try {
    verified = await untilAborted(answer.verified, signal)
  } catch {
    if (signal.aborted) throw signal.reason
  }
  if (verified !== true) throw new MinerFailure("lied", "the signature does not fit the answer")
  const evidence = answer.evidence?.()
  if (evidence) keepEvidence(evidence)
}

/** After an abort, the reason of the abort is what happened; whatever the transport says about it is noise. */
function asFailure(error: unknown, signal: AbortSignal, kind: "unreachable" | "broken"): unknown {
  if (signal.aborted) return signal.reason
  return error instanceof MinerFailure ? error : new MinerFailure(kind, messageOf(error))
}

/** Ends the exchange with the miner, whatever state it is in. */
function close(link: LinkedAbort): void {
  link.unlink()
  link.abort(exchangeOver)
}

function tooSlow(what: string): MinerFailure {
  return new MinerFailure("timeout", `no ${what} in time`)
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 256)
}
