import {
  type ChatRequest,
  type Fields,
  invalid,
  isObject,
  optionalNumber,
  optionalString,
  ProtocolError,
  parseObject,
  parseStop,
  type RequestLimits,
} from "../protocol.ts"

/** OpenAI's legacy call: texts to continue as they stand. */
export interface CompletionRequest {
  /** One for each prompt. */
  readonly parts: readonly (ChatRequest & { readonly prompt: string })[]
  /** The prompt comes back before its continuation. */
  readonly echo: boolean
  readonly stream: boolean
  readonly includeUsage: boolean
}

const promptsMax = 8
/** OpenAI's, for this call. */
const usualMaxTokens = 16

/** Reads the body of a completion request. Unknown fields are ignored. Throws ProtocolError. */
export function parseCompletionRequest(
  body: Uint8Array | string,
  limits: RequestLimits = {},
): CompletionRequest {
  const fields = parseObject(typeof body === "string" ? body : Buffer.from(body).toString("utf8"))
  optionalNumber(fields, "n", 1, 1)
  optionalNumber(fields, "best_of", 1, 1)
  const streamOptions = fields["stream_options"]
  const stream = fields["stream"] === true
  const includeUsage = isObject(streamOptions) && streamOptions["include_usage"] === true
  const asked = optionalNumber(fields, "max_tokens", 1, 1e9) ?? usualMaxTokens
  const shared = {
    model: optionalString(fields, "model"),
    ...{ stream, includeUsage },
    maxTokens: Math.min(limits.maxTokens ?? 1_024, Math.floor(asked)),
    temperature: optionalNumber(fields, "temperature", 0, 2),
    topP: optionalNumber(fields, "top_p", 0, 1),
    seed: optionalNumber(fields, "seed", -(2 ** 53), 2 ** 53),
    stop: parseStop(fields["stop"]),
    logprobs: optionalNumber(fields, "logprobs", 0, 5) !== undefined,
    returnTokenIds: fields["return_token_ids"] === true,
  }
  const parts = promptsOf(fields, limits).map((prompt) => ({
    ...shared,
    prompt,
    messages: [{ role: "user" as const, content: prompt }],
  }))
  return { parts, echo: fields["echo"] === true, stream, includeUsage }
}

function promptsOf({ prompt }: Fields, limits: RequestLimits): string[] {
  const prompts: readonly unknown[] = Array.isArray(prompt) ? prompt : [prompt]
  const texts = prompts.filter((each) => typeof each === "string")
  if (texts.length === 0 || texts.length < prompts.length || texts.length > promptsMax)
    throw invalid("prompt", `prompt must be a text, or one to ${promptsMax} of them`)
  const maxCharacters = limits.maxCharacters ?? 64_000
  if (texts.reduce((sum, { length }) => sum + length, 0) <= maxCharacters) return texts
  throw new ProtocolError("context_length_exceeded", `more than ${maxCharacters} characters`, "prompt")
}
