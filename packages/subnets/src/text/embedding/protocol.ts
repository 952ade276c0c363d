import { invalid, optionalString, ProtocolError, parseObject, type RequestLimits } from "../protocol.ts"
import type { Embedder } from "./embedder.ts"

/** Where vectors are asked, on axons as on gateways. */
export const embeddingsPath = "/v1/embeddings"

export interface EmbeddingsRequest {
  readonly model: string | undefined
  readonly inputs: readonly string[]
  readonly format: "float" | "base64"
}

const inputsMax = 256
const dimensionsMax = 8_192

/** Reads the body of an embeddings request. Throws ProtocolError. */
export function parseEmbeddingsRequest(
  body: Uint8Array | string,
  limits: RequestLimits = {},
): EmbeddingsRequest {
  const fields = parseObject(typeof body === "string" ? body : Buffer.from(body).toString("utf8"))
  const { input, encoding_format: format, dimensions } = fields
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input]
  const texts = inputs.filter((each) => typeof each === "string")
  if (texts.length === 0 || texts.length < inputs.length || texts.length > inputsMax)
    throw invalid("input", `input must be a text, or one to ${inputsMax} of them`)
  if (texts.includes("")) throw invalid("input", "input holds an empty text")
  const maxCharacters = limits.maxCharacters ?? 200_000
  if (texts.reduce((sum, { length }) => sum + length, 0) > maxCharacters)
    throw new ProtocolError("context_length_exceeded", `more than ${maxCharacters} characters`, "input")
  if (format !== undefined && format !== null && format !== "float" && format !== "base64")
    throw invalid("encoding_format", "encoding_format must be float or base64")
  if (dimensions !== undefined && dimensions !== null)
    throw invalid("dimensions", "a model here has the length that it has")
  return {
    model: optionalString(fields, "model"),
    inputs: texts,
    format: format === "base64" ? "base64" : "float",
  }
}

/** The body of the answer. Throws ProtocolError 404 for a model that is not here; none named is the first. */
export async function answerEmbeddings(
  embedders: readonly Embedder[],
  { model, inputs, format }: EmbeddingsRequest,
  signal: AbortSignal,
): Promise<object> {
  const embedder =
    embedders.find((each) => each.model === model) ?? (model === undefined ? embedders[0] : undefined)
  if (embedder === undefined)
    throw new ProtocolError("model_not_found", "this miner does not have the model", "model", 404)
  const vectors = await embedder.embed(inputs, signal)
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: format === "base64" ? toBase64(vector) : [...vector],
  }))
  const tokens = inputs.reduce((sum, text) => sum + embedder.countTokens(text), 0)
  return {
    object: "list",
    data,
    model: embedder.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

/** Little-endian, whatever the machine. */
function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(4 * vector.length)
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, 4 * at)
  return bytes.toString("base64")
}

/** A vector in either encoding; undefined for anything else. */
export function vectorFrom(value: unknown): Float32Array | undefined {
  const vector =
    typeof value === "string"
      ? fromBase64(value)
      : Array.isArray(value) && value.length <= dimensionsMax
        ? Float32Array.from(value, (each) => (typeof each === "number" ? each : Number.NaN))
        : undefined
  return vector !== undefined && vector.length > 0 && vector.every(Number.isFinite) ? vector : undefined
}

function fromBase64(text: string): Float32Array | undefined {
  const bytes = Buffer.from(text, "base64")
  if (bytes.length % 4 !== 0 || bytes.length > 4 * dimensionsMax) return undefined
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at))
}
