import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml"

/** A value of a YAML file that knows where it stands. */
export type Located = { readonly field: string; readonly line: number } & (
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Located> }
  | { readonly kind: "list"; readonly items: readonly Located[] }
  /** Integers are bigints. */
  | { readonly kind: "scalar"; readonly value: string | number | bigint | boolean | null }
)

/** Where something stands, for messages. */
export type Place = Pick<Located, "field" | "line">

/** What is wrong with a scenario: `demo.yaml:12: subnets[0].tempo: …`. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError"
  readonly code = "bad-scenario"
  /** From 1. */
  readonly line: number
  /** A path, as `subnets[0].validators[2].stake`; empty for the file as a whole. */
  readonly field: string

  constructor(file: string, { line, field }: Place, message: string) {
    super(`${file}:${line}: ${field === "" ? "" : `${field}: `}${message}`)
    this.line = line
    this.field = field
  }
}

const maxChars = 4 * 1024 * 1024
const maxValues = 1_000_000
const maxDepth = 32

const mergeKey = "<<"

/** A merge key comes as a symbol. */
function nameOf(key: unknown): string {
  const value = isScalar(key) ? key.value : key
  return typeof value === "symbol" ? mergeKey : String(value)
}

/** Reads YAML 1.2; anchors and merge keys (`<<`) work. Throws ScenarioError for what is no YAML. */
export function locate(text: string, file: string): Located {
  const whole = { line: 1, field: "" }
  if (text.length > maxChars)
    throw new ScenarioError(file, whole, `the file is longer than ${maxChars} characters`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true, merge: true })
  const [error] = document.errors
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    throw new ScenarioError(file, { line, field: "" }, `this is no YAML: ${error.message.split("\n")[0]}`)
  }
  if (document.contents === null) throw new ScenarioError(file, whole, "the file is empty")
  let values = 0

  function visit(found: Node | null | undefined, field: string, above: number, depth: number): Located {
    const node = isAlias(found) ? found.resolve(document) : found
    const { range } = (found ?? {}) as Partial<ParsedNode>
    const line = range ? lines.linePos(range[0]).line : above
    if (++values > maxValues || depth > maxDepth)
      throw new ScenarioError(file, { line, field }, `more than ${maxValues} values, or ${maxDepth} deep`)
    if (isMap(node)) {
      const entries = new Map<string, Located>()
      const add = (name: string, value: Located): void => {
        if (!entries.has(name)) entries.set(name, value)
      }
      const merged: Located[] = []
      for (const { key, value } of node.items) {
        const name = nameOf(key)
        const at = isScalar(key) && key.range ? lines.linePos(key.range[0]).line : line
        const path = field === "" ? name : `${field}.${name}`
        if (name === mergeKey) merged.push(visit(value as Node, field, at, depth + 1))
        else add(name, visit(value as Node, path, at, depth + 1))
      }
      for (const one of merged)
        if (one.kind === "map") for (const [name, value] of one.entries) add(name, value)
      return { kind: "map", field, line, entries }
    }
    if (isSeq(node)) {
      const items = node.items.map((item, i) => visit(item as Node, `${field}[${i}]`, line, depth + 1))
      return { kind: "list", field, line, items }
    }
    const value = isScalar(node) ? node.value : null
    const plain = value instanceof Date ? value.toISOString() : value
    return { kind: "scalar", field, line, value: plain as string | number | bigint | boolean | null }
  }

  return visit(document.contents, "", 1, 0)
}
