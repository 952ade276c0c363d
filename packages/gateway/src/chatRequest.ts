import { isObject, type Json } from "./json.ts"
import {
  checkBoolean,
  checkModel,
  checkNumbers,
  checkStop,
  checkStreamOptions,
  invalid,
  missing,
  type NumberRule,
  numberOr,
  parseBody,
  streamedBody,
} from "./requestFields.ts"
import type { TextRequest } from "./textForms.ts"

const messagesMax = 2048
const partsMax = 256
const roles = ["system", "developer", "user", "assistant", "tool", "function"]

/** Parses the body of `POST /v1/chat/completions`. Throws `invalid_json`, `missing_required_parameter`, `invalid_value`. */
export function parseChatRequest(bytes: Uint8Array): TextRequest {
  const body = parseBody(bytes)
  const model = checkModel(body["model"])
  checkMessages(body["messages"])
  checkNumbers(body, numberRules)
  checkStop(body["stop"])
  const stream = checkBoolean(body, "stream") ?? false
  checkBoolean(body, "logprobs")
  const includeUsage = checkStreamOptions(body["stream_options"], stream)
  return { model, stream, includeUsage, n: numberOr(body["n"], 1), minerBody: streamedBody(body, stream) }
}

function checkMessages(value: Json | undefined): void {
  if (value === undefined || value === null)
    throw missing("messages", "you must provide a messages parameter")
  if (!Array.isArray(value)) throw invalid("messages", "must be an array")
  if (value.length === 0) throw invalid("messages", "must not be empty")
  if (value.length > messagesMax) throw invalid("messages", `must have at most ${messagesMax} elements`)
  for (const [index, message] of value.entries()) checkMessage(message, `messages[${index}]`)
}

function checkMessage(message: Json, at: string): void {
  if (!isObject(message)) throw invalid(at, "must be an object")
  const { role, content } = message
  if (typeof role !== "string" || !roles.includes(role))
    throw invalid(`${at}.role`, `must be one of ${roles.join(", ")}`)
  if (typeof content === "string") return
  if (content === undefined || content === null) {
    // An assistant's turn may consist of tool calls alone.
    if (role === "assistant") return
    throw missing(`${at}.content`, "a message needs content")
  }
  if (!Array.isArray(content)) throw invalid(`${at}.content`, "must be a string or an array of content parts")
  if (content.length > partsMax) throw invalid(`${at}.content`, `must have at most ${partsMax} parts`)
  for (const [index, part] of content.entries()) {
    if (!isObject(part) || typeof part["type"] !== "string")
      throw invalid(`${at}.content[${index}]`, "must be an object with a type")
    if (part["type"] === "text" && typeof part["text"] !== "string")
      throw invalid(`${at}.content[${index}].text`, "must be a string")
  }
}

const numberRules: Readonly<Record<string, NumberRule>> = {
  temperature: { min: 0, max: 2 },
  top_p: { min: 0, max: 1 },
  n: { min: 1, max: 8, integer: true },
  max_tokens: { min: 1, max: 1_000_000, integer: true },
  max_completion_tokens: { min: 1, max: 1_000_000, integer: true },
  presence_penalty: { min: -2, max: 2 },
  frequency_penalty: { min: -2, max: 2 },
  top_logprobs: { min: 0, max: 20, integer: true },
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
}
