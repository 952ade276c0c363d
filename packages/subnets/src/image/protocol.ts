/** The wire between validators, gateways and image miners: OpenAI's `/v1/images/generations`, plus a seed. */
import { ProtocolError } from "../text/protocol.ts"

export { ProtocolError }

export interface ImageRequest {
  readonly model: string | undefined
  readonly prompt: string
  /** Pictures asked for. */
  readonly n: number
  readonly width: number
  readonly height: number
  /** Of the first picture; the next one's is one more. */
  readonly seed: number
  readonly format: "b64_json" | "url"
}

/** OpenAI's answer. `url` is a data URL from a miner; a gateway gives addresses of its own. */
export interface ImagesAnswer {
  /** Seconds since 1970. */
  readonly created: number
  readonly data: readonly { readonly b64_json?: string; readonly url?: string }[]
  /** What made them, so that who has the same can make the same. */
  readonly system_fingerprint?: string
}

/** Where pictures are asked for, on axons as on gateways. */
export const imagesPath = "/v1/images/generations"
/** Where validators fetch the model that a miner committed to. */
export const modelPath = "/v1/images/model"

export interface ImageLimits {
  /** Default 4,000 characters. */
  readonly maxPrompt?: number
  /** Pictures in one answer; default 4. */
  readonly maxPictures?: number
  /** Of one side in pixels; default 1,024. */
  readonly maxSide?: number
  /** When the client names no size; default 256. */
  readonly defaultSide?: number
}

export const minSide = 16
/** Seeds stay below this, so that those of the further pictures are whole numbers that every server takes. */
export const seedBound = 2 ** 31

type Fields = Readonly<Record<string, unknown>>

/** Reads the body of a request. Unknown fields are ignored, as OpenAI's servers do. Throws ProtocolError. */
export function parseImageRequest(
  body: Uint8Array | string,
  limits: ImageLimits = {},
  drawSeed: () => number = () => Math.floor(Math.random() * seedBound),
): ImageRequest {
  const fields = parseObject(typeof body === "string" ? body : Buffer.from(body).toString("utf8"))
  const [width, height] = parseSize(fields["size"], limits)
  const format = fields["response_format"] ?? "b64_json"
  if (format !== "b64_json" && format !== "url")
    throw invalid("response_format", "response_format must be b64_json or url")
  if (fields["stream"] === true) throw invalid("stream", "pictures are not streamed")
  const kind = fields["output_format"] ?? "png"
  if (kind !== "png") throw invalid("output_format", "pictures are PNG files")
  return {
    model: parseModel(fields["model"]),
    prompt: parsePrompt(fields["prompt"], limits.maxPrompt ?? 4_000),
    n: wholeNumber(fields, "n", 1, limits.maxPictures ?? 4) ?? 1,
    width,
    height,
    seed: wholeNumber(fields, "seed", 0, seedBound - 1) ?? drawSeed(),
    format,
  }
}

const invalid = (param: string, message: string): ProtocolError =>
  new ProtocolError("invalid_value", message, param)

function parseObject(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError("invalid_json", "the body is not JSON")
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields
  throw new ProtocolError("invalid_json", "the body is not a JSON object")
}

function parseModel(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === "string" && value.length <= 200) return value
  throw invalid("model", "model must be a string of at most 200 characters")
}

function parsePrompt(value: unknown, max: number): string {
  if (typeof value !== "string" || value.trim() === "") throw invalid("prompt", "prompt must be a text")
  if (value.length > max) throw invalid("prompt", `the prompt has more than ${max} characters`)
  return value
}

function parseSize(value: unknown, limits: ImageLimits): [number, number] {
  const max = limits.maxSide ?? 1_024
  const usual = Math.min(max, limits.defaultSide ?? 256)
  if (value === undefined || value === null || value === "auto") return [usual, usual]
  const found = typeof value === "string" ? /^(\d{1,5})x(\d{1,5})$/.exec(value) : null
  const sides = found?.slice(1).map(Number) ?? []
  const [width = 0, height = 0] = sides
  if (sides.every((side) => side >= minSide && side <= max) && sides.length === 2) return [width, height]
  throw invalid("size", `size must be WIDTHxHEIGHT, each from ${minSide} to ${max}`)
}

function wholeNumber(fields: Fields, name: string, low: number, high: number): number | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) return value
  throw invalid(name, `${name} must be a whole number from ${low} to ${high}`)
}
