import { MinerFailure } from "./errors.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"

/** Checks of what miners send, and the objects that clients get instead. Miners may be hostile. */

export interface Usage {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** What is the same in every object of one answer. */
export interface AnswerIdentity {
  readonly id: string
  /** Seconds since the epoch. */
  readonly created: number
  readonly model: string
  /** Who answered; the extra field of our objects. */
  readonly taonet: { readonly netuid: number; readonly uid: number; readonly hotkey: string }
}

export interface Completion {
  readonly object: JsonObject
  readonly usage: Usage | null
}

/** A plain answer, checked and re-labelled. Throws `MinerFailure`. */
export function parseChatCompletion(bytes: Uint8Array, identity: AnswerIdentity, n: number): Completion {
  const answer = parseJson(bytes)
  if (!isObject(answer)) throw broken("the answer is not a JSON object")
  if (isObject(answer["error"])) throw broken("an error came with status 200")
  const choices = answer["choices"]
  if (!Array.isArray(choices) || choices.length === 0 || choices.length > n)
    throw broken("choices are missing or too many")
  const seen = new Set<Json>()
  for (const choice of choices) {
    if (!isObject(choice) || !isIndex(choice["index"], n) || seen.has(choice["index"]))
      throw broken("a choice has a wrong index")
    seen.add(choice["index"])
    checkMessage(choice["message"])
    if (typeof choice["finish_reason"] !== "string") throw broken("a choice has no finish_reason")
  }
  const usage = parseUsage(answer["usage"])
  const { id, created, model, taonet } = identity
  const object: Record<string, Json | undefined> = { id, object: "chat.completion", created, model, choices }
  if (isObject(answer["usage"])) object["usage"] = answer["usage"]
  copyFingerprint(answer, object)
  object["taonet"] = { ...taonet }
  return { object, usage }
}

function checkMessage(message: Json | undefined): void {
  if (!isObject(message) || message["role"] !== "assistant") throw broken("a choice has no assistant message")
  const { content } = message
  const callsTools = Array.isArray(message["tool_calls"]) && message["tool_calls"].length > 0
  const refuses = typeof message["refusal"] === "string"
  if (typeof content === "string" || ((content === null || content === undefined) && (callsTools || refuses)))
    return
  throw broken("a message has no content")
}

export interface Chunk {
  readonly object: JsonObject
  /** Carries something a reader would miss: text, a tool call, or the end of a choice. */
  readonly substantive: boolean
  /** Pieces of text in it, the fallback count of tokens when a miner sends no usage. */
  readonly pieces: number
  /** Indices of choices that it finishes. */
  readonly finished: readonly number[]
  readonly usage: Usage | null
}

/** One `data:` payload of a stream, checked and re-labelled. Throws `MinerFailure`. */
export function parseChatChunk(
  data: string,
  identity: AnswerIdentity,
  n: number,
  includeUsage: boolean,
): Chunk {
  const chunk = parseText(data)
  if (!isObject(chunk)) throw broken("an event is not a JSON object")
  if (chunk["error"] !== undefined && chunk["error"] !== null) throw broken("the miner sent an error event")
  const choices = chunk["choices"]
  if (!Array.isArray(choices) || choices.length > n) throw broken("an event has no choices, or too many")
  let pieces = 0
  let substantive = false
  const finished: number[] = []
  for (const choice of choices) {
    if (!isObject(choice) || !isIndex(choice["index"], n) || !isObject(choice["delta"]))
      throw broken("a choice is malformed")
    const { delta, finish_reason: reason } = choice
    const { content } = delta
    if (content !== undefined && content !== null && typeof content !== "string")
      throw broken("delta.content is not text")
    if (reason !== undefined && reason !== null && typeof reason !== "string")
      throw broken("finish_reason is not text")
    if (typeof content === "string" && content !== "") pieces += 1
    if (typeof reason === "string") finished.push(choice["index"] as number)
    substantive ||= Boolean(content) || typeof reason === "string" || carriesMore(delta)
  }
  const usage = parseUsage(chunk["usage"])
  const { id, created, model, taonet } = identity
  const object: Record<string, Json | undefined> = {
    id,
    object: "chat.completion.chunk",
    created,
    model,
    choices,
  }
  if (includeUsage) object["usage"] = usage === null ? null : chunk["usage"]
  copyFingerprint(chunk, object)
  object["taonet"] = { ...taonet }
  return { object, substantive, pieces, finished, usage }
}

/** Whether a delta holds anything beside role and text (tool calls, a refusal, reasoning). */
function carriesMore(delta: JsonObject): boolean {
  for (const [key, value] of Object.entries(delta)) {
    if (key !== "role" && key !== "content" && value !== null && value !== "") return true
  }
  return false
}

export function parseUsage(usage: Json | undefined): Usage | null {
  if (usage === undefined || usage === null) return null
  if (!isObject(usage)) throw broken("usage is malformed")
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage
  if (!isCount(prompt) || !isCount(completion) || total !== prompt + completion)
    throw broken("usage does not add up")
  return { promptTokens: prompt, completionTokens: completion }
}

export function copyFingerprint(from: JsonObject, to: Record<string, Json | undefined>): void {
  const fingerprint = from["system_fingerprint"]
  if (typeof fingerprint === "string" && fingerprint.length <= 128) to["system_fingerprint"] = fingerprint
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
}

export function isIndex(value: Json | undefined, n: number): value is number {
  return isCount(value) && value < n
}

export function parseText(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

export function broken(why: string): MinerFailure {
  return new MinerFailure("broken", why)
}
