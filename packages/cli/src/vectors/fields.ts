import { UsageError } from "../stop.ts"

/** The fields of a recorded case. Reading one that is missing or of another type is an error that names it. */
export interface Fields {
  /** A u64 or wider: decimal digits, or a whole number. */
  wide(name: string): bigint
  wideOrNull(name: string): bigint | undefined
  number(name: string): number
  flag(name: string): boolean
  text(name: string): string
  texts(name: string): string[]
  list(name: string): Fields[]
  child(name: string): Fields
}

export function fieldsOf(value: unknown, path = "input"): Fields {
  if (typeof value !== "object" || value === null) throw new UsageError(`${path} is not an object`)
  const get = (name: string): unknown => (value as Readonly<Record<string, unknown>>)[name]
  const wrong = (name: string, wanted: string): never => {
    throw new UsageError(`${path}.${name} is not ${wanted}`)
  }
  const array = (name: string): unknown[] => {
    const field = get(name)
    return Array.isArray(field) ? field : wrong(name, "an array")
  }
  const wide = (name: string): bigint => {
    const field = get(name)
    if (typeof field === "string" && /^-?\d+$/.test(field)) return BigInt(field)
    return Number.isSafeInteger(field) ? BigInt(field as number) : wrong(name, "an integer")
  }
  const typed =
    <T>(wanted: string, is: (field: unknown) => field is T) =>
    (name: string): T => {
      const field = get(name)
      return is(field) ? field : wrong(name, wanted)
    }
  return {
    wide,
    wideOrNull: (name) => (get(name) === null ? undefined : wide(name)),
    number: typed("a number", (field) => typeof field === "number"),
    flag: typed("a boolean", (field) => typeof field === "boolean"),
    text: typed("a string", (field) => typeof field === "string"),
    texts: (name) => array(name).map(String),
    list: (name) => array(name).map((element, index) => fieldsOf(element, `${path}.${name}[${index}]`)),
    child: (name) => fieldsOf(get(name), `${path}.${name}`),
  }
}

export const textOf = (value: bigint | undefined): string | null => (value === undefined ? null : `${value}`)
export const textsOf = (values: readonly bigint[]): string[] => values.map((value) => `${value}`)
