/** Checks of what miners answer to legacy completions. Miners may be hostile. */
import {
  type AnswerIdentity,
  broken,
  type Chunk,
  type Completion,
  copyFingerprint,
  isIndex,
  parseText,
  parseUsage,
} from "./chatAnswer.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"

/** A plain answer, checked and re-labelled. Throws `MinerFailure`. */
export function parseTextCompletion(bytes: Uint8Array, identity: AnswerIdentity, n: number): Completion {
  const answer = parseJson(bytes)
  if (!isObject(answer)) throw broken("the answer is not a JSON object")
  if (isObject(answer["error"])) throw broken("an error came with status 200")
  const choices = choicesOf(answer, n)
  if (choices.length !== n) throw broken("choices are missing")
  if (new Set(choices.map(({ index }) => index)).size !== n) throw broken("a choice came twice")
  if (choices.some((choice) => typeof choice["finish_reason"] !== "string"))
    throw broken("a choice has no finish_reason")
  const usage = parseUsage(answer["usage"])
  const object = labelled(answer, identity, choices)
  if (isObject(answer["usage"])) object["usage"] = answer["usage"]
  return { object, usage }
}

/** One `data:` payload of a stream, checked and re-labelled. Throws `MinerFailure`. */
export function parseTextChunk(
  data: string,
  identity: AnswerIdentity,
  n: number,
  includeUsage: boolean,
): Chunk {
  const chunk = parseText(data)
  if (!isObject(chunk)) throw broken("an event is not a JSON object")
  if (chunk["error"] !== undefined && chunk["error"] !== null) throw broken("the miner sent an error event")
  const choices = choicesOf(chunk, n)
  const ended = choices.filter((choice) => typeof choice["finish_reason"] === "string")
  const spoken = choices.filter(({ text }) => text !== "")
  const usage = parseUsage(chunk["usage"])
  const object = labelled(chunk, identity, choices)
  if (includeUsage) object["usage"] = usage === null ? null : chunk["usage"]
  return {
    object,
    substantive: spoken.length > 0 || ended.length > 0,
    pieces: spoken.length,
    finished: ended.map(({ index }) => index as number),
    usage,
  }
}

function choicesOf(answer: JsonObject, n: number): JsonObject[] {
  const choices = answer["choices"]
  if (!Array.isArray(choices) || choices.length > n) throw broken("choices are missing or too many")
  return choices.map((choice: Json) => {
    if (!isObject(choice) || !isIndex(choice["index"], n)) throw broken("a choice has a wrong index")
    if (typeof choice["text"] !== "string") throw broken("a choice has no text")
    const { finish_reason: reason } = choice
    if (reason !== undefined && reason !== null && typeof reason !== "string")
      throw broken("finish_reason is not text")
    return choice
  })
}

function labelled(
  answer: JsonObject,
  { id, created, model, taonet }: AnswerIdentity,
  choices: readonly JsonObject[],
): Record<string, Json | undefined> {
  const object: Record<string, Json | undefined> = { id, object: "text_completion", created, model, choices }
  copyFingerprint(answer, object)
  object["taonet"] = { ...taonet }
  return object
}
