import { AxonError } from "../axon/types.ts"
import { bodyHashOf, fieldText } from "./bodyHash.ts"
import { type JsonNode, parseJsonNode } from "./pythonText.ts"
import { metadataFields, type SynapseType } from "./types.ts"

export interface SynapseFields {
  readonly fields: Readonly<Record<string, unknown>>
  readonly uncovered: Readonly<Record<string, unknown>>
  /** All of these as they were written, to go back with the answer: a double cannot hold all that Python writes. */
  readonly sources: ReadonlyMap<string, string>
}

/** The fields of a body that its hash covers, or its type lets through. Throws AxonError 400 or 401. */
export function readFields(body: Uint8Array, type: SynapseType, bodyHash: string): SynapseFields {
  const members = membersOf(body)
  const { hashed = {}, uncovered = [], answer = [] } = type
  const texts = Object.entries(hashed).map(([name, kind]) => {
    const member = members.get(name)
    if (member === undefined) throw new AxonError(400, "MissingField", `The body lacks the field '${name}'`)
    const text = fieldText(member.node, kind)
    if (text === undefined) throw new AxonError(400, "BadField", `The field '${name}' is not of type ${kind}`)
    return text
  })
  if (bodyHashOf(texts) !== bodyHash)
    throw unproven("BodyHashMismatch", "Hash mismatch between header body hash and parsed body hash")

  const known = new Set([...Object.keys(hashed), ...uncovered, ...answer])
  for (const name of members.keys())
    if (!known.has(name) && !metadataFields.has(name))
      throw unproven("UncoveredField", `The field '${shortened(name)}' is not covered by the signature`)
  const pick = (names: readonly string[]): [string, string][] =>
    names.flatMap((name) => {
      const source = members.get(name)?.source
      return source === undefined ? [] : [[name, source]]
    })
  const covered = pick(Object.keys(hashed))
  const open = pick(uncovered)
  return { fields: valuesOf(covered), uncovered: valuesOf(open), sources: new Map([...covered, ...open]) }
}

const valuesOf = (sources: readonly [string, string][]): Record<string, unknown> =>
  Object.fromEntries(sources.map(([name, source]) => [name, JSON.parse(source) as unknown]))

const unproven = (code: string, message: string): AxonError =>
  new AxonError(401, code, `Not Verified with error: ${message}`)

function membersOf(body: Uint8Array) {
  let node: JsonNode | undefined
  try {
    node = parseJsonNode(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body))
  } catch {
    // The refusal says it.
  }
  if (node?.kind !== "object") throw new AxonError(400, "BadBody", "The body is not a JSON object")
  return node.members
}

const shortened = (name: string): string => JSON.stringify(name.slice(0, 60)).slice(1, -1)
