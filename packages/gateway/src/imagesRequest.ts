import { GatewayError } from "./errors.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"

/** A request for pictures that passed the checks, and the canonical bytes that miners get. */
export interface ImagesRequest {
  /** Undefined when the client names none. */
  readonly model: string | undefined
  readonly n: number
  /** Undefined when the miner may choose. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  readonly format: "b64_json" | "url"
  readonly minerBody: Uint8Array
}

const promptMax = 4_000
const picturesMax = 4
const sideMin = 16
const sideMax = 1_024
const encoder = new TextEncoder()

/** Parses the body of `POST /v1/images/generations`. Throws `invalid_json`, `missing_required_parameter`, `invalid_value`. */
export function parseImagesRequest(bytes: Uint8Array): ImagesRequest {
  const body = parseJson(bytes)
  if (!isObject(body))
    throw new GatewayError("invalid_json", "The body of your request must be a JSON object.")
  const prompt = checkPrompt(body["prompt"])
  const n = checkWhole(body, "n", 1, picturesMax) ?? 1
  const seed = checkWhole(body, "seed", 0, 2 ** 31 - 1)
  const size = checkSize(body["size"])
  if (body["stream"] === true) throw invalid("stream", "must be false: pictures come whole")
  checkOneOf(body, "output_format", ["png"])
  const format = checkOneOf(body, "response_format", ["b64_json", "url"]) === "url" ? "url" : "b64_json"
  const forMiner = {
    ...{ prompt, n, response_format: "b64_json" },
    ...(size === undefined ? {} : { size: `${size.width}x${size.height}` }),
    ...(seed === undefined ? {} : { seed }),
  }
  const minerBody = encoder.encode(JSON.stringify(forMiner))
  return { model: checkModel(body["model"]), n, size, format, minerBody }
}

function checkModel(value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === "") return undefined
  if (typeof value === "string" && value.length <= 256) return value
  throw invalid("model", "must be a string of at most 256 characters")
}

function checkPrompt(value: Json | undefined): string {
  if (value === undefined || value === null)
    throw new GatewayError(
      "missing_required_parameter",
      "Missing required parameter: 'prompt': you must provide a prompt parameter.",
      { param: "prompt" },
    )
  if (typeof value === "string" && value.trim() !== "" && value.length <= promptMax) return value
  throw invalid("prompt", `must be a text of at most ${promptMax} characters`)
}

function checkWhole(body: JsonObject, name: string, min: number, max: number): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value
  throw invalid(name, `must be an integer from ${min} to ${max}`)
}

function checkSize(value: Json | undefined): ImagesRequest["size"] {
  if (value === undefined || value === null || value === "auto") return undefined
  const found = typeof value === "string" ? /^(\d{1,5})x(\d{1,5})$/.exec(value) : null
  const [width = 0, height = 0] = found?.slice(1).map(Number) ?? []
  if ([width, height].every((side) => side >= sideMin && side <= sideMax)) return { width, height }
  throw invalid("size", `must be WIDTHxHEIGHT with sides from ${sideMin} to ${sideMax}, or auto`)
}

function checkOneOf(body: JsonObject, name: string, values: readonly string[]): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === "string" && values.includes(value)) return value
  throw invalid(name, `must be one of ${values.join(", ")}`)
}

function invalid(param: string, why: string): GatewayError {
  return new GatewayError("invalid_value", `Invalid value for '${param}': it ${why}.`, { param })
}
