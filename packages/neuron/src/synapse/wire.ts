import { sha256Hex } from "../btauth/payload.ts"

/** Lower-case, as Node delivers them. */
export const synapseHeader = {
  name: "name",
  timeout: "timeout",
  headerSize: "header_size",
  totalSize: "total_size",
  bodyHash: "computed_body_hash",
} as const

/** Prefixes of the fields of the two ends, and of what constructs the class on the other side. */
export const dendritePrefix = "bt_header_dendrite_"
export const axonPrefix = "bt_header_axon_"
export const inputPrefix = "bt_header_input_obj_"

/** What this side says it runs: 10.5.0, as the SDK writes versions. From 7.2.0 on nonces are times. */
export const sdkVersion = 10_005_000

export interface SignedFacts {
  /** Nanoseconds since 1970. */
  readonly nonce: bigint
  readonly dendrite: string
  readonly axon: string
  readonly uuid: string
  readonly bodyHash: string
}

/** The bytes that a request's signature covers. */
export const synapseMessage = ({ nonce, dendrite, axon, uuid, bodyHash }: SignedFacts): Uint8Array =>
  Buffer.from(`${nonce}.${dendrite}.${axon}.${uuid}.${bodyHash}`, "utf8")

/**
 * Names a request in the signature of its answer. The request's own signature leaves most of it open, so the name covers the exact body and
 * the route besides: evidence says what was asked as the miner read it.
 */
export function synapseRequestId(name: string, body: Uint8Array, message: Uint8Array): string {
  return sha256Hex(["synapse/10", name, sha256Hex(body), Buffer.from(message).toString("utf8")].join("\n"))
}

/** One end of a call, as headers and bodies carry it. */
export interface Terminal {
  readonly status_code?: number
  readonly status_message?: string
  /** Seconds. */
  readonly process_time?: number
  readonly ip?: string
  readonly port?: number
  readonly version?: number
  readonly nonce?: bigint
  readonly uuid?: string
  readonly hotkey?: string
  readonly signature?: string
}

const terminalFields = [
  "status_code",
  "status_message",
  "process_time",
  "ip",
  "port",
  "version",
  "nonce",
  "uuid",
  "hotkey",
  "signature",
] as const satisfies readonly (keyof Terminal)[]

/** Names that stay are cheaper than ones that are put together for each request. */
const headerNames = Object.fromEntries(
  [dendritePrefix, axonPrefix].map((prefix) => [
    prefix,
    terminalFields.map((field) => [field, prefix + field] as const),
  ]),
)

/** Adds them to `headers`, which it gives back. */
export function terminalHeaders(
  prefix: typeof dendritePrefix | typeof axonPrefix,
  terminal: Terminal,
  headers: Record<string, string> = {},
): Record<string, string> {
  for (const [field, name] of headerNames[prefix] ?? []) {
    const value = terminal[field]
    if (value !== undefined) headers[name] = String(value)
  }
  return headers
}

/** As JSON; a nonce has more digits than a double. */
export function terminalJson({ nonce, ...rest }: Terminal): string {
  const text = JSON.stringify(rest)
  if (nonce === undefined) return text
  return `${text.slice(0, -1)}${text === "{}" ? "" : ","}"nonce":${nonce}}`
}
