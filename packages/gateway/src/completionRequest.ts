import type { Json } from "./json.ts"
import {
  checkBoolean,
  checkModel,
  checkNumbers,
  checkStop,
  checkStreamOptions,
  invalid,
  missing,
  type NumberRule,
  parseBody,
  streamedBody,
} from "./requestFields.ts"
import type { TextRequest } from "./textForms.ts"

const promptsMax = 8

/**
 * Parses the body of `POST /v1/completions`, OpenAI's legacy call: one choice for each prompt. Throws `invalid_json`,
 * `missing_required_parameter`, `invalid_value`.
 */
export function parseCompletionRequest(bytes: Uint8Array): TextRequest {
  const body = parseBody(bytes)
  const model = checkModel(body["model"])
  const prompts = countPrompts(body["prompt"])
  checkNumbers(body, numberRules)
  checkStop(body["stop"])
  const { suffix } = body
  if (suffix !== undefined && suffix !== null && suffix !== "")
    throw invalid("suffix", "is not supported: miners continue text, and do not fill gaps")
  const stream = checkBoolean(body, "stream") ?? false
  checkBoolean(body, "echo")
  const includeUsage = checkStreamOptions(body["stream_options"], stream)
  return { model, stream, includeUsage, n: prompts, minerBody: streamedBody(body, stream) }
}

function countPrompts(value: Json | undefined): number {
  if (value === undefined || value === null) throw missing("prompt", "you must provide a prompt parameter")
  if (typeof value === "string") return 1
  if (!Array.isArray(value) || value.length === 0 || value.length > promptsMax)
    throw invalid("prompt", `must be a text or an array of at most ${promptsMax} texts`)
  if (value.every((prompt) => typeof prompt === "string")) return value.length
  throw invalid("prompt", "must hold text: tokens mean nothing to miners with other vocabularies")
}

const numberRules: Readonly<Record<string, NumberRule>> = {
  temperature: { min: 0, max: 2 },
  top_p: { min: 0, max: 1 },
  n: { min: 1, max: 1, integer: true },
  best_of: { min: 1, max: 1, integer: true },
  logprobs: { min: 0, max: 5, integer: true },
  max_tokens: { min: 1, max: 1_000_000, integer: true },
  presence_penalty: { min: -2, max: 2 },
  frequency_penalty: { min: -2, max: 2 },
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
}
