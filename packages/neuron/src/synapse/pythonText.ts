/**
 * JSON as Python would read it and write it with `str()`: SDK 10 hashes that text. Numbers keep their source, because 1 and 1.0 are one
 * value here and two texts there.
 */
export type JsonNode =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly source: string }
  | { readonly kind: "literal"; readonly value: boolean | null }
  | { readonly kind: "list"; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, Member> }

export interface Member {
  readonly node: JsonNode
  /** The member's value as it was written. */
  readonly source: string
}

/** Deeper values are refused: no synapse needs them, and the walk is recursive. */
const maxDepth = 64

interface Cursor {
  readonly text: string
  at: number
}

/** Throws SyntaxError for what is not JSON, is nested too deeply, or names a member twice: readers differ in which one counts. */
export function parseJsonNode(text: string): JsonNode {
  // Accepts no more and no less than JSON; the walk below may then rely on it.
  JSON.parse(text)
  return readNode({ text, at: 0 }, 0)
}

function readNode(cursor: Cursor, depth: number): JsonNode {
  if (depth > maxDepth) throw new SyntaxError(`nested more than ${maxDepth} deep`)
  skipSpace(cursor)
  const { text, at } = cursor
  switch (text[at]) {
    case '"':
      return { kind: "string", value: readString(cursor) }
    case "{":
      return readObject(cursor, depth)
    case "[":
      return readList(cursor, depth)
    case "t":
      cursor.at += 4
      return { kind: "literal", value: true }
    case "f":
      cursor.at += 5
      return { kind: "literal", value: false }
    case "n":
      cursor.at += 4
      return { kind: "literal", value: null }
    default: {
      while (/[-+.\deE]/.test(text[cursor.at] ?? "")) cursor.at++
      return { kind: "number", source: text.slice(at, cursor.at) }
    }
  }
}

function readList(cursor: Cursor, depth: number): JsonNode {
  const items: JsonNode[] = []
  cursor.at++
  for (;;) {
    const next = nextSign(cursor)
    if (next === "]") {
      cursor.at++
      return { kind: "list", items }
    }
    if (next === ",") cursor.at++
    items.push(readNode(cursor, depth + 1))
  }
}

function readObject(cursor: Cursor, depth: number): JsonNode {
  const members = new Map<string, Member>()
  cursor.at++
  for (;;) {
    const next = nextSign(cursor)
    if (next === "}") {
      cursor.at++
      return { kind: "object", members }
    }
    if (next === ",") {
      cursor.at++
      skipSpace(cursor)
    }
    const name = readString(cursor)
    if (members.has(name)) throw new SyntaxError("a member is named twice")
    skipSpace(cursor)
    // The colon.
    cursor.at++
    skipSpace(cursor)
    const start = cursor.at
    const node = readNode(cursor, depth + 1)
    members.set(name, { node, source: cursor.text.slice(start, cursor.at) })
  }
}

function readString(cursor: Cursor): string {
  const start = cursor.at
  let end = start
  do {
    end = cursor.text.indexOf('"', end + 1)
  } while (isEscaped(cursor.text, end))
  cursor.at = end + 1
  return JSON.parse(cursor.text.slice(start, cursor.at)) as string
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === "\\") backslashes++
  return backslashes % 2 === 1
}

function nextSign(cursor: Cursor): string | undefined {
  skipSpace(cursor)
  return cursor.text[cursor.at]
}

function skipSpace(cursor: Cursor): void {
  while (" \t\r\n".includes(cursor.text[cursor.at] ?? "x")) cursor.at++
}

/** As `repr()` writes it; undefined for text that has no UTF-8 form. `floats` says that its numbers are floats, whatever their source. */
export function pythonRepr(node: JsonNode, floats = false): string | undefined {
  switch (node.kind) {
    case "string":
      return reprString(node.value)
    case "number":
      return floats || /[.eE]/.test(node.source) ? reprFloat(Number(node.source)) : reprInteger(node.source)
    case "literal":
      return node.value === null ? "None" : node.value ? "True" : "False"
    case "list":
      return joined(
        "[",
        node.items.map((item) => pythonRepr(item, floats)),
        "]",
      )
    case "object":
      return joined(
        "{",
        [...node.members].map(([name, member]) => {
          const value = pythonRepr(member.node, floats)
          return value === undefined ? undefined : `${reprString(name)}: ${value}`
        }),
        "}",
      )
  }
}

function joined(open: string, parts: readonly (string | undefined)[], close: string): string | undefined {
  return parts.includes(undefined) ? undefined : open + parts.join(", ") + close
}

/** Digits without an exponent or a point; Python's integers have no bound and no negative zero. */
export const reprInteger = (source: string): string => BigInt(source).toString()

/** Both languages write the shortest digits that read back the same; they differ in when an exponent is used and how it looks. */
export function reprFloat(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined
  const sign = value < 0 || Object.is(value, -0) ? "-" : ""
  const [mantissa = "0", exponentText = "0"] = Math.abs(value).toExponential().split("e")
  const digits = mantissa.replace(".", "")
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ""
    const power = String(Math.abs(exponent)).padStart(2, "0")
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${power}`
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
}
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** Undefined for half a surrogate pair: Python cannot encode it. */
function reprString(value: string): string | undefined {
  if (hasLoneSurrogate(value)) return undefined
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
  let out = quote
  for (const sign of value) {
    if (sign === quote) out += `\\${sign}`
    else if (shortEscapes[sign] !== undefined) out += shortEscapes[sign]
    else out += printable.test(sign) ? sign : escaped(sign.codePointAt(0) ?? 0)
  }
  return out + quote
}

export const hasLoneSurrogate = (value: string): boolean => /\p{Surrogate}/u.test(value)

function escaped(code: number): string {
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`
}
