import { hash } from "node:crypto"
import { hasLoneSurrogate, type JsonNode, pythonRepr, reprFloat, reprInteger } from "./pythonText.ts"

type PlainType = "string" | "integer" | "float" | "boolean" | "list" | "float[]" | "object"
/**
 * What Python's class says a field holds; `?` allows None. Types are part of the check: a signature covers only the text of a value, and
 * the string "1" and the number 1 have the same.
 */
export type FieldType = PlainType | `${PlainType}?`

const sha3 = (text: string): string => hash("sha3-256", text)

/** `computed_body_hash`: over the texts of the fields that both sides hash, in their order. Without any it is a constant. */
export const bodyHashOf = (texts: readonly string[]): string => sha3(texts.map(sha3).join(""))

/** The text of a field as Python's `str()` gives it; undefined when it is not of its type or when no text stands for it alone. */
export function fieldText(node: JsonNode, type: FieldType): string | undefined {
  const nullable = type.endsWith("?")
  const plain = (nullable ? type.slice(0, -1) : type) as PlainType
  if (node.kind === "literal" && node.value === null) return nullable ? "None" : undefined
  const text = plainText(node, plain)
  // A string that says None would pass for none.
  return nullable && plain === "string" && text === "None" ? undefined : text
}

function plainText(node: JsonNode, type: PlainType): string | undefined {
  switch (type) {
    case "string":
      return node.kind === "string" && !hasLoneSurrogate(node.value) ? node.value : undefined
    case "integer":
      return node.kind === "number" && /^-?\d+$/.test(node.source) ? reprInteger(node.source) : undefined
    case "float":
      return node.kind === "number" ? reprFloat(Number(node.source)) : undefined
    case "boolean":
      return node.kind === "literal" ? pythonRepr(node) : undefined
    case "list":
    case "float[]":
      return node.kind === "list" ? pythonRepr(node, type === "float[]") : undefined
    case "object":
      return node.kind === "object" ? pythonRepr(node) : undefined
  }
}
