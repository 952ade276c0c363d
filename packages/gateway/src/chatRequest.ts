import { GatewayError } from "./errors.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"

/** A chat request that passed the checks, and the canonical bytes that miners get. */
export interface ChatRequest {
  readonly model: string
  readonly stream: boolean
  /** Whether the client itself wants the usage chunk; miners are always asked for it. */
  readonly includeUsage: boolean
  /** Choices asked for. */
  readonly n: number
  /** Re-encoded: two parsers that disagree on duplicate keys would otherwise see two requests. */
  readonly minerBody: Uint8Array
}

const messagesMax = 2048
const partsMax = 256
const roles = ["system", "developer", "user", "assistant", "tool", "function"]
const encoder = new TextEncoder()

/** Parses the body of `POST /v1/chat/completions`. Throws `invalid_json`, `missing_required_parameter`, `invalid_value`. */
export function parseChatRequest(bytes: Uint8Array): ChatRequest {
  const body = parseJson(bytes)
  if (body === undefined)
    throw new GatewayError("invalid_json", "We could not parse the JSON body of your request.")
  if (!isObject(body))
    throw new GatewayError("invalid_json", "The body of your request must be a JSON object.")
  const model = checkModel(body["model"])
  checkMessages(body["messages"])
  checkNumbers(body)
  checkStop(body["stop"])
  const stream = checkBoolean(body, "stream") ?? false
  checkBoolean(body, "logprobs")
  const includeUsage = checkStreamOptions(body["stream_options"], stream)
  return { model, stream, includeUsage, n: numberOr(body["n"], 1), minerBody: minerBody(body, stream) }
}

function minerBody(body: JsonObject, stream: boolean): Uint8Array {
  const forMiner: Record<string, Json | undefined> = { ...body, stream }
  if (stream) {
    const options = isObject(body["stream_options"]) ? body["stream_options"] : {}
    forMiner["stream_options"] = { ...options, include_usage: true }
  }
  try {
    return encoder.encode(JSON.stringify(forMiner))
  } catch {
    throw new GatewayError("invalid_json", "The body of your request is nested too deeply.")
  }
}

function checkModel(value: Json | undefined): string {
  if (value === undefined || value === null || value === "")
    throw missing("model", "you must provide a model parameter")
  if (typeof value !== "string" || value.length > 256)
    throw invalid("model", "must be a string of at most 256 characters")
  return value
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

interface NumberRule {
  readonly min: number
  readonly max: number
  readonly integer?: true
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

function checkNumbers(body: JsonObject): void {
  for (const [name, rule] of Object.entries(numberRules)) {
    const value = body[name]
    if (value === undefined || value === null) continue
    const fits =
      typeof value === "number" &&
      value >= rule.min &&
      value <= rule.max &&
      (!rule.integer || Number.isInteger(value))
    if (!fits)
      throw invalid(
        name,
        `must be ${rule.integer ? "an integer" : "a number"} from ${rule.min} to ${rule.max}`,
      )
  }
}

function checkStop(value: Json | undefined): void {
  if (value === undefined || value === null || typeof value === "string") return
  const fits = Array.isArray(value) && value.length <= 4 && value.every((stop) => typeof stop === "string")
  if (!fits) throw invalid("stop", "must be a string or an array of at most 4 strings")
}

function checkBoolean(body: JsonObject, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== "boolean") throw invalid(name, "must be a boolean")
  return value
}

function checkStreamOptions(value: Json | undefined, stream: boolean): boolean {
  if (value === undefined || value === null) return false
  if (!stream) throw invalid("stream_options", "is only allowed when stream is true")
  if (!isObject(value)) throw invalid("stream_options", "must be an object")
  const include = value["include_usage"]
  if (include === undefined || include === null) return false
  if (typeof include !== "boolean") throw invalid("stream_options.include_usage", "must be a boolean")
  return include
}

function numberOr(value: Json | undefined, fallback: number): number {
  return typeof value === "number" ? value : fallback
}

function missing(param: string, why: string): GatewayError {
  return new GatewayError("missing_required_parameter", `Missing required parameter: '${param}': ${why}.`, {
    param,
  })
}

function invalid(param: string, why: string): GatewayError {
  return new GatewayError("invalid_value", `Invalid value for '${param}': it ${why}.`, { param })
}
