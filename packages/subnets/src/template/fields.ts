/** Reads values of a validator's file; every reader throws TemplateError, which names the field. */

export class TemplateError extends Error {
  override readonly name = "TemplateError"
  readonly code = "bad-template"
  /** A path, as `challenges.mine.questions[2].ask`; empty for the file as a whole. */
  readonly field: string
  /** Without the field. */
  readonly problem: string
  constructor(field: string, problem: string) {
    super(field === "" ? problem : `${field}: ${problem}`)
    this.field = field
    this.problem = problem
  }
}

export type Fields = Readonly<Record<string, unknown>>

/** A map that has no other fields than `known`; any, where nothing is given. */
export function readMap(value: unknown, field: string, known?: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TemplateError(field, `a map is needed, not ${shown(value)}`)
  for (const name of Object.keys(value)) {
    if (known !== undefined && !known.includes(name))
      throw new TemplateError(join(field, name), `there is no such field; there are ${known.join(", ")}`)
  }
  return value as Fields
}

export function readNumber(value: unknown, field: string, least: number, most: number): number {
  const number = typeof value === "bigint" ? Number(value) : value
  if (typeof number !== "number" || !(number >= least && number <= most))
    throw new TemplateError(field, `a number from ${least} to ${most} is needed, not ${shown(value)}`)
  return number
}

export function readText(value: unknown, field: string, maxLength = 10_000): string {
  // YAML reads `42` as a number; in a place for text it is text.
  const text = typeof value === "bigint" || typeof value === "number" ? String(value) : value
  if (typeof text !== "string" || text.trim() === "")
    throw new TemplateError(field, `text is needed, not ${shown(value)}`)
  if (text.length > maxLength) throw new TemplateError(field, `at most ${maxLength} characters are taken`)
  return text
}

export function readList<T>(
  value: unknown,
  field: string,
  read: (item: unknown, field: string) => T,
  { least = 1, most = 10_000 } = {},
): T[] {
  if (!Array.isArray(value)) throw new TemplateError(field, `a list is needed, not ${shown(value)}`)
  if (value.length < least || value.length > most)
    throw new TemplateError(field, `${least} to ${most} items are needed, not ${value.length}`)
  return value.map((item, i) => read(item, `${field}[${i}]`))
}

export const join = (field: string, name: string): string => (field === "" ? name : `${field}.${name}`)

function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing"
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60))
  if (Array.isArray(value)) return "a list"
  return typeof value === "object" ? "a map" : String(value)
}
