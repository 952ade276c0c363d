import { basename } from "node:path"
import { snakeCase } from "@taonet/yuma/vectorFormat"
import { UsageError } from "../stop.ts"
import { readJson } from "../vectors/readJson.ts"

/** The fields of an epoch's input as JSON has them, by their snake_case names. */
export type EpochFields = Readonly<Record<string, unknown>>

/** The input in a file: a vector's (of a sequence, its first epoch's), or the file's whole object. */
export function readEpochFile(path: string): { readonly name: string; readonly fields: EpochFields } {
  const file = readJson(path)
  if (!isObject(file)) throw new UsageError(`${path} holds no epoch`)
  const fallback = basename(path).replace(/\.json(\.gz)?$/, "")
  if (!("input" in file)) return { name: fallback, fields: file }
  if (!isObject(file["input"])) throw new UsageError(`${path} holds no epoch in "input"`)
  const first: unknown = Array.isArray(file["steps"]) ? file["steps"][0] : undefined
  const set = isObject(first) && isObject(first["set"]) ? first["set"] : {}
  const name = typeof file["name"] === "string" ? file["name"] : fallback
  return { name, fields: { ...file["input"], ...set } }
}

/**
 * The fields with changes like `kappa=40000`, `alpha_stake.3=1000`, `weights.3=0:100,5:200` (a row, also as JSON), `weights.3.5=100` (one
 * entry) and `weights.3.5=none`. Throws UsageError for a change that names nothing; whether its value is one, the epoch says.
 */
export function withChanges(fields: EpochFields, changes: readonly string[]): EpochFields {
  const changed: Record<string, unknown> = { ...fields }
  for (const change of changes) {
    const [, path, text] = /^([^=]+)=(.*)$/s.exec(change) ?? []
    if (path === undefined || text === undefined)
      throw new UsageError(`--set ${change}: field=value is needed`)
    const [given = "", ...places] = path.trim().split(".")
    const name = snakeCase(given)
    if (!Object.hasOwn(changed, name)) throw new UsageError(`--set ${change}: an epoch has no ${name}`)
    const fail = (problem: string): never => {
      throw new UsageError(`--set ${change}: ${problem}`)
    }
    changed[name] = changedField(changed[name], places, text.trim(), fail)
  }
  return changed
}

type Fail = (problem: string) => never

function changedField(old: unknown, places: readonly string[], text: string, fail: Fail): unknown {
  const [place, ...deeper] = places
  if (place === undefined) return valueFrom(old, text)
  if (!Array.isArray(old)) return fail("only vectors have places")
  const index = Number(place)
  if (!Number.isInteger(index) || index < 0 || index >= old.length)
    return fail(`${place} is none of its ${old.length} places`)
  const element: unknown = old[index]
  const isRow = Array.isArray(element)
  if (deeper.length > 1 || (deeper.length === 1 && !isRow)) return fail("too many places")
  const value = isRow ? changedRow(element, deeper[0], text, fail) : valueFrom(element, text)
  return old.with(index, value)
}

type Row = readonly (readonly [number, number])[]

/** Rows stay in order of uid when an entry comes in. */
function changedRow(row: Row, uidText: string | undefined, text: string, fail: Fail): unknown {
  if (uidText === undefined) return text.startsWith("[") ? parse(text) : rowFrom(text, fail)
  const uid = Number(uidText)
  if (!Number.isInteger(uid) || uid < 0) return fail(`${uidText} is not a uid`)
  const others = row.filter(([to]) => to !== uid)
  if (text === "none") return others
  const value = Number(text)
  if (text === "" || Number.isNaN(value)) return fail(`${text} is not a number`)
  if (others.length < row.length) return row.map(([to, old]) => [to, to === uid ? value : old])
  return [...others, [uid, value] as const].sort((a, b) => a[0] - b[0])
}

function rowFrom(text: string, fail: Fail): number[][] {
  if (text === "") return []
  return text.split(",").map((entry) => {
    const [uid, value, ...rest] = entry
      .split(":")
      .map((part) => (part.trim() === "" ? Number.NaN : Number(part)))
    if (
      uid === undefined ||
      value === undefined ||
      rest.length > 0 ||
      Number.isNaN(uid) ||
      Number.isNaN(value)
    )
      return fail(`${entry} is not uid:value`)
    return [uid, value]
  })
}

/** u64 stay text, as JSON has them: a number would not hold them. */
const valueFrom = (old: unknown, text: string): unknown =>
  (typeof old === "string" || old === null) && /^\d+$/.test(text) ? text : parse(text)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
