import type { Json } from "./json.ts"
import { checkModel, encodeBody, invalid, missing, parseBody } from "./requestFields.ts"

/** A request for embeddings that passed the checks, and the canonical bytes that miners get. */
export interface EmbeddingsRequest {
  readonly model: string
  readonly inputs: readonly string[]
  /** What the client gets; miners are always asked for base64, which is exact and a third of the size. */
  readonly format: "float" | "base64"
  readonly minerBody: Uint8Array
}

const inputsMax = 256
const charactersMax = 200_000

/** Parses the body of `POST /v1/embeddings`. Throws `invalid_json`, `missing_required_parameter`, `invalid_value`. */
export function parseEmbeddingsRequest(bytes: Uint8Array): EmbeddingsRequest {
  const body = parseBody(bytes)
  const model = checkModel(body["model"])
  const inputs = checkInputs(body["input"])
  const { encoding_format: format, dimensions } = body
  if (format !== undefined && format !== null && format !== "float" && format !== "base64")
    throw invalid("encoding_format", "must be float or base64")
  if (dimensions !== undefined && dimensions !== null)
    throw invalid("dimensions", "is not supported: models here have the length that they have")
  const minerBody = encodeBody({ model, input: inputs, encoding_format: "base64" })
  return { model, inputs, format: format === "base64" ? "base64" : "float", minerBody }
}

function checkInputs(value: Json | undefined): string[] {
  if (value === undefined || value === null) throw missing("input", "you must provide an input parameter")
  const inputs = Array.isArray(value) ? value : [value]
  if (inputs.length === 0 || inputs.length > inputsMax)
    throw invalid("input", `must be a text or an array of 1 to ${inputsMax} texts`)
  const texts = inputs.filter((input) => typeof input === "string")
  if (texts.length < inputs.length)
    throw invalid("input", "must hold text: tokens mean nothing to miners with other vocabularies")
  if (texts.includes("")) throw invalid("input", "must not hold an empty text")
  if (texts.reduce((sum, { length }) => sum + length, 0) > charactersMax)
    throw invalid("input", `must have at most ${charactersMax} characters in all`)
  return texts
}
