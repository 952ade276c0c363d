/** What was wrong with a question to a development chain; stable, for programs. */
export type DevErrorCode =
  | "bad-value"
  | "unknown-name"
  | "unknown-id"
  | "unknown-block"
  | "in-the-past"
  | "too-far"
  | "never"
  | "refused"
  | "bad-file"

/** Wrong use of a development chain. `field` names what of the question is wrong, as a path: `values.System.Account.data.free`. */
export class DevError extends Error {
  override readonly name = "DevError"
  readonly code: DevErrorCode
  readonly field: string

  constructor(code: DevErrorCode, field: string, message: string) {
    super(`${field}: ${message}`)
    this.code = code
    this.field = field
  }
}

const namesShown = 8
const longestName = 60

/** For a name that is not known: the ones that look most like it. */
export function unknownName(field: string, what: string, name: string, known: Iterable<string>): DevError {
  const near = [...known]
    .map((candidate) => [likeness(candidate.toLowerCase(), name.toLowerCase()), candidate] as const)
    .sort(([a], [b]) => b - a)
    .slice(0, namesShown)
    .map(([, candidate]) => candidate)
  const shown = name.length > longestName ? `${name.slice(0, longestName)}…` : name
  return new DevError(
    "unknown-name",
    field,
    `there is no ${what} "${shown}"; the nearest are ${near.join(", ")}`,
  )
}

/** Pairs of letters that both have. */
function likeness(a: string, b: string): number {
  const pairs = new Set(Array.from({ length: Math.max(a.length - 1, 0) }, (_, i) => a.slice(i, i + 2)))
  let shared = 0
  for (let i = 0; i + 1 < Math.min(b.length, longestName); i++) if (pairs.has(b.slice(i, i + 2))) shared++
  return shared / (a.length + b.length)
}
