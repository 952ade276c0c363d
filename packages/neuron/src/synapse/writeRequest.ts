import type { Hotkey } from "../hotkey.ts"
import { bodyHashOf, fieldText } from "./bodyHash.ts"
import { type JsonNode, parseJsonNode } from "./pythonText.ts"
import { checkSynapseType, type SynapseType } from "./types.ts"
import {
  axonPrefix,
  dendritePrefix,
  inputPrefix,
  sdkVersion,
  synapseHeader,
  synapseMessage,
  synapseRequestId,
  type Terminal,
  terminalHeaders,
  terminalJson,
} from "./wire.ts"

export interface SynapseToWrite {
  readonly type: SynapseType
  readonly fields: Readonly<Record<string, unknown>>
  /** Default all fields. */
  readonly required?: readonly string[] | undefined
  readonly timeoutMs: number
  readonly axon: { readonly hotkey: string; readonly ip: string; readonly port: number }
  /** Fixed for each dendrite. */
  readonly uuid: string
}

export interface WrittenSynapse {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
  readonly id: string
}

/** What is the same in every attempt; the function signs one. Throws RangeError when the fields are not those of the type. */
export function writeSynapse(hotkey: Hotkey, request: SynapseToWrite): (nonce: bigint) => WrittenSynapse {
  const { type, fields, axon, uuid } = request
  checkSynapseType(type)
  if ((hotkey.scheme ?? "sr25519") !== "sr25519") throw new RangeError("SDK 10 knows sr25519 only")
  const sources = Object.entries(fields).map(([name, value]) => sourceOf(type, name, value))
  const bodyHash = bodyHashOf(hashedTexts(type, new Map(sources)))
  const metadata = {
    [synapseHeader.name]: type.name,
    [synapseHeader.timeout]: String(request.timeoutMs / 1_000),
    [synapseHeader.bodyHash]: bodyHash,
  }
  const inputs = (request.required ?? Object.keys(fields)).map((name) => [
    `${inputPrefix}${name}`,
    Buffer.from(emptyOf(fields[name])).toString("base64"),
  ])

  return (nonce) => {
    const message = synapseMessage({ nonce, dendrite: hotkey.ss58, axon: axon.hotkey, uuid, bodyHash })
    const signature = `0x${Buffer.from(hotkey.sign(message)).toString("hex")}`
    const dendrite: Terminal = { version: sdkVersion, nonce, uuid, hotkey: hotkey.ss58, signature }
    const members = [
      ...Object.entries(metadata).map(([name, value]) => [name, JSON.stringify(value)]),
      ["dendrite", terminalJson(dendrite)],
      ["axon", terminalJson(axon)],
      ...sources,
    ]
    const text = members.map(([name, source]) => `${JSON.stringify(name)}:${source}`).join(",")
    const body = Buffer.from(`{${text}}`, "utf8")
    const headers = {
      ...metadata,
      ...terminalHeaders(axonPrefix, axon),
      ...terminalHeaders(dendritePrefix, dendrite),
      ...Object.fromEntries(inputs),
      [synapseHeader.headerSize]: "0",
      [synapseHeader.totalSize]: String(body.length),
    }
    return { path: `/${type.name}`, headers, body, id: synapseRequestId(type.name, body, message) }
  }
}

function sourceOf({ name: type, hashed = {}, uncovered = [] }: SynapseType, name: string, value: unknown) {
  if (hashed[name] === undefined && !uncovered.includes(name))
    throw new RangeError(`${type}.${name} is neither hashed nor named as uncovered`)
  const source: string | undefined = JSON.stringify(value)
  if (source === undefined) throw new RangeError(`${type}.${name} has no JSON`)
  return [name, source] as const
}

function hashedTexts(
  { name: type, hashed = {} }: SynapseType,
  sources: ReadonlyMap<string, string>,
): string[] {
  return Object.entries(hashed).map(([name, kind]) => {
    const source = sources.get(name)
    const text = source === undefined ? undefined : fieldText(nodeOf(source), kind)
    if (text === undefined) throw new RangeError(`${type}.${name} is not of type ${kind}`)
    return text
  })
}

function nodeOf(source: string): JsonNode {
  try {
    return parseJsonNode(source)
  } catch (error) {
    throw new RangeError(String(error))
  }
}

/** The empty value of the same type, as JSON: all that the class needs to be constructed from headers. */
function emptyOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return '""'
    case "number":
      return Number.isInteger(value) ? "0" : "0.0"
    case "boolean":
      return "false"
    default:
      return value === null || value === undefined ? "null" : Array.isArray(value) ? "[]" : "{}"
  }
}
