/**
 * The wire between validators, gateways and text miners: OpenAI's chat completions, plus vLLM's `return_token_ids`, which lets an
 * auditor see the very tokens that a miner chose.
 */

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant"
  readonly content: string
}

export interface ChatRequest {
  readonly model: string | undefined
  readonly messages: readonly ChatMessage[]
  /** Text to continue as it stands, without the shape of a chat; then `messages` says the same for backends that know chats only. */
  readonly prompt?: string
  readonly stream: boolean
  /** A last chunk with the token counts. */
  readonly includeUsage: boolean
  readonly maxTokens: number
  /** 0 is greedy. Undefined leaves it to the backend. */
  readonly temperature: number | undefined
  readonly topP: number | undefined
  readonly seed: number | undefined
  readonly stop: readonly string[]
  readonly logprobs: boolean
  readonly returnTokenIds: boolean
}

export type FinishReason = "stop" | "length"

export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
}

export interface TokenLogprob {
  readonly token: string
  readonly logprob: number
  readonly bytes: readonly number[]
  readonly top_logprobs: readonly []
}

export interface ChatCompletion {
  readonly id: string
  readonly object: "chat.completion"
  readonly created: number
  readonly model: string
  readonly choices: readonly {
    readonly index: 0
    readonly message: { readonly role: "assistant"; readonly content: string; readonly refusal: null }
    readonly logprobs: { readonly content: readonly TokenLogprob[] } | null
    readonly finish_reason: FinishReason
    readonly token_ids?: readonly number[]
  }[]
  readonly usage: Usage
}

/** A request that is refused, in OpenAI's terms. */
export class ProtocolError extends Error {
  readonly status: number
  readonly code: string
  readonly param: string | null
  constructor(code: string, message: string, param: string | null = null, status = 400) {
    super(message)
    this.name = "ProtocolError"
    this.status = status
    this.code = code
    this.param = param
  }
}

export interface RequestLimits {
  /** Default 256. */
  readonly maxMessages?: number
  /** Over all messages; default 64,000. */
  readonly maxCharacters?: number
  /** Upper bound on max_tokens; default 1,024. */
  readonly maxTokens?: number
  /** When the client names none; default 256. */
  readonly defaultMaxTokens?: number
}

export type Fields = Readonly<Record<string, unknown>>

/** Reads the body of a chat request. Unknown fields are ignored, as OpenAI's servers do. Throws ProtocolError. */
export function parseChatRequest(body: Uint8Array | string, limits: RequestLimits = {}): ChatRequest {
  const fields = parseObject(typeof body === "string" ? body : Buffer.from(body).toString("utf8"))
  const n = optionalNumber(fields, "n", 1, 1)
  if (n !== undefined && n !== 1) throw invalid("n", "only one choice is served")
  const bound = limits.maxTokens ?? 1_024
  const asked =
    optionalNumber(fields, "max_completion_tokens", 1, 1e9) ?? optionalNumber(fields, "max_tokens", 1, 1e9)
  const streamOptions = fields["stream_options"]
  return {
    model: optionalString(fields, "model"),
    messages: parseMessages(fields["messages"], limits),
    stream: fields["stream"] === true,
    includeUsage: isObject(streamOptions) && streamOptions["include_usage"] === true,
    maxTokens: Math.min(bound, Math.floor(asked ?? limits.defaultMaxTokens ?? 256)),
    temperature: optionalNumber(fields, "temperature", 0, 2),
    topP: optionalNumber(fields, "top_p", 0, 1),
    seed: optionalNumber(fields, "seed", -(2 ** 53), 2 ** 53),
    stop: parseStop(fields["stop"]),
    logprobs: fields["logprobs"] === true,
    returnTokenIds: fields["return_token_ids"] === true,
  }
}

export const invalid = (param: string, message: string): ProtocolError =>
  new ProtocolError("invalid_value", message, param)
export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export function parseObject(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError("invalid_json", "the body is not JSON")
  }
  if (!isObject(value)) throw new ProtocolError("invalid_json", "the body is not a JSON object")
  return value
}

export function optionalNumber(fields: Fields, name: string, low: number, high: number): number | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "number" && value >= low && value <= high) return value
  throw invalid(name, `${name} must be a number from ${low} to ${high}`)
}

export function optionalString(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "string" && value.length <= 200) return value
  throw invalid(name, `${name} must be a string of at most 200 characters`)
}

function parseMessages(value: unknown, limits: RequestLimits): ChatMessage[] {
  if (!Array.isArray(value) || value.length === 0)
    throw invalid("messages", "messages must be a list that is not empty")
  const maxMessages = limits.maxMessages ?? 256
  if (value.length > maxMessages) throw invalid("messages", `more than ${maxMessages} messages`)
  const messages = value.map(parseMessage)
  const characters = messages.reduce((sum, { content }) => sum + content.length, 0)
  const maxCharacters = limits.maxCharacters ?? 64_000
  if (characters <= maxCharacters) return messages
  throw new ProtocolError("context_length_exceeded", `more than ${maxCharacters} characters`, "messages")
}

function parseMessage(value: unknown, at: number): ChatMessage {
  const param = `messages[${at}]`
  if (!isObject(value)) throw invalid(param, `${param} is not an object`)
  const { role, content } = value
  // "developer" is OpenAI's newer name for the system's voice.
  const known = role === "developer" ? "system" : role
  if (known !== "system" && known !== "user" && known !== "assistant") {
    throw invalid(`${param}.role`, `${param}.role must be system, developer, user or assistant`)
  }
  return { role: known, content: parseContent(content, `${param}.content`) }
}

/** Text, or a list of text parts. */
function parseContent(content: unknown, param: string): string {
  if (typeof content === "string") return content
  if (!Array.isArray(content)) throw invalid(param, `${param} must be text`)
  return content
    .map((part) => {
      if (isObject(part) && part["type"] === "text" && typeof part["text"] === "string") return part["text"]
      throw invalid(param, `${param} may hold text parts only`)
    })
    .join("")
}

export function parseStop(value: unknown): string[] {
  if (value === undefined || value === null) return []
  const stops = Array.isArray(value) ? value : [value]
  if (
    stops.length <= 4 &&
    stops.every((stop) => typeof stop === "string" && stop !== "" && stop.length <= 200)
  )
    return stops
  throw invalid("stop", "stop must be one to four short strings")
}
