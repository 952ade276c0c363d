import { AxonError } from "../axon/types.ts"
import { bodyHashOf, type FieldType, fieldText } from "./bodyHash.ts"
import { type JsonNode, type Member, parseJsonNode } from "./pythonText.ts"
import { metadataFields, type SynapseType } from "./types.ts"

export interface SynapseFields {
  readonly fields: Readonly<Record<string, unknown>>
  readonly uncovered: Readonly<Record<string, unknown>>
  /** All of these as they were written, to go back with the answer: a double cannot hold all that Python writes. */
  readonly sources: ReadonlyMap<string, string>
}

/** Reads the fields of a body that its hash covers, or its type lets through. What it gives back throws AxonError 400 or 401. */
export function fieldReader(type: SynapseType): (body: Uint8Array, bodyHash: string) => SynapseFields {
  const { hashed = {}, uncovered = [], answer = [] } = type
  const kinds = Object.entries(hashed)
  const covered = Object.keys(hashed)
  const known = new Set([...covered, ...uncovered, ...answer, ...metadataFields])
  return (body, bodyHash) => {
    const members = membersOf(body)
    const texts = kinds.map(([name, kind]) => hashedText(members, name, kind))
    if (bodyHashOf(texts) !== bodyHash)
      throw unproven("BodyHashMismatch", "Hash mismatch between header body hash and parsed body hash")
    for (const name of members.keys())
      if (!known.has(name))
        throw unproven("UncoveredField", `The field '${shortened(name)}' is not covered by the signature`)
    const sources = new Map<string, string>()
    const pick = (names: readonly string[]): Record<string, unknown> => {
      const found: [string, unknown][] = []
      for (const name of names) {
        const source = members.get(name)?.source
        if (source === undefined) continue
        sources.set(name, source)
        found.push([name, JSON.parse(source)])
      }
      return Object.fromEntries(found)
    }
    return { fields: pick(covered), uncovered: pick(uncovered), sources }
  }
}

function hashedText(members: ReadonlyMap<string, Member>, name: string, kind: FieldType): string {
  const member = members.get(name)
  if (member === undefined) throw new AxonError(400, "MissingField", `The body lacks the field '${name}'`)
  const text = fieldText(member.node, kind)
  if (text === undefined) throw new AxonError(400, "BadField", `The field '${name}' is not of type ${kind}`)
  return text
}

const unproven = (code: string, message: string): AxonError =>
  new AxonError(401, code, `Not Verified with error: ${message}`)

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

function membersOf(body: Uint8Array): ReadonlyMap<string, Member> {
  let node: JsonNode | undefined
  try {
    node = parseJsonNode(utf8.decode(body))
  } catch {
    // The refusal says it.
  }
  if (node?.kind !== "object") throw new AxonError(400, "BadBody", "The body is not a JSON object")
  return node.members
}

const shortened = (name: string): string => JSON.stringify(name.slice(0, 60)).slice(1, -1)
