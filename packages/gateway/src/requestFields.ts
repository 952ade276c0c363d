/** Checks that the requests for text have in common. All throw `invalid_json`, `missing_required_parameter` or `invalid_value`. */
import { GatewayError } from "./errors.ts"
import { isObject, type Json, type JsonObject, parseJson } from "./json.ts"

const encoder = new TextEncoder()

export function parseBody(bytes: Uint8Array): JsonObject {
  const body = parseJson(bytes)
  if (body === undefined)
    throw new GatewayError("invalid_json", "We could not parse the JSON body of your request.")
  if (!isObject(body))
    throw new GatewayError("invalid_json", "The body of your request must be a JSON object.")
  return body
}

/** The canonical bytes that miners get: two parsers that disagree on duplicate keys would otherwise see two requests. */
export function encodeBody(body: JsonObject): Uint8Array {
  try {
    return encoder.encode(JSON.stringify(body))
  } catch {
    throw new GatewayError("invalid_json", "The body of your request is nested too deeply.")
  }
}

/** With usage always asked for where it streams. */
export function streamedBody(body: JsonObject, stream: boolean): Uint8Array {
  const forMiner: Record<string, Json | undefined> = { ...body, stream }
  if (stream) {
    const options = isObject(body["stream_options"]) ? body["stream_options"] : {}
    forMiner["stream_options"] = { ...options, include_usage: true }
  }
  return encodeBody(forMiner)
}

export function checkModel(value: Json | undefined): string {
  if (value === undefined || value === null || value === "")
    throw missing("model", "you must provide a model parameter")
  if (typeof value !== "string" || value.length > 256)
    throw invalid("model", "must be a string of at most 256 characters")
  return value
}

export interface NumberRule {
  readonly min: number
  readonly max: number
  readonly integer?: true
}

export function checkNumbers(body: JsonObject, rules: Readonly<Record<string, NumberRule>>): void {
  for (const [name, rule] of Object.entries(rules)) {
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

export function checkStop(value: Json | undefined): void {
  if (value === undefined || value === null || typeof value === "string") return
  const fits = Array.isArray(value) && value.length <= 4 && value.every((stop) => typeof stop === "string")
  if (!fits) throw invalid("stop", "must be a string or an array of at most 4 strings")
}

export function checkBoolean(body: JsonObject, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== "boolean") throw invalid(name, "must be a boolean")
  return value
}

/** Whether the client itself wants the usage chunk. */
export function checkStreamOptions(value: Json | undefined, stream: boolean): boolean {
  if (value === undefined || value === null) return false
  if (!stream) throw invalid("stream_options", "is only allowed when stream is true")
  if (!isObject(value)) throw invalid("stream_options", "must be an object")
  const include = value["include_usage"]
  if (include === undefined || include === null) return false
  if (typeof include !== "boolean") throw invalid("stream_options.include_usage", "must be a boolean")
  return include
}

export function numberOr(value: Json | undefined, fallback: number): number {
  return typeof value === "number" ? value : fallback
}

export function missing(param: string, why: string): GatewayError {
  return new GatewayError("missing_required_parameter", `Missing required parameter: '${param}': ${why}.`, {
    param,
  })
}

export function invalid(param: string, why: string): GatewayError {
  return new GatewayError("invalid_value", `Invalid value for '${param}': it ${why}.`, { param })
}
