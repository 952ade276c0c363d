import type { LineContext } from "./context.ts"
import { decodedValue } from "./items.ts"
import type { Difference, NamedEvent } from "./outcome.ts"
import { recordsEvent } from "./trace.ts"

/* How far a known change may go: predicates over one difference, for the table. */

export type Accepts = (difference: Difference, context: LineContext, all: readonly Difference[]) => boolean

/** Only we write the row: 425 did not have the item. */
export const onlyOurs: Accepts = (difference) =>
  difference.kind === "storage" && difference.recorded === null && difference.before === null

/** Only the recording wrote; ours left the row alone. */
export const onlyTheirs: Accepts = (difference) =>
  difference.kind === "storage" && difference.ours === difference.before

/** Only ours wrote; the recording left the row alone. */
export const onlyOursChanged: Accepts = (difference) =>
  difference.kind === "storage" && difference.recorded === difference.before

/** The recording keeps a row for nothing (0, an empty list), ours does not. */
export const rowOfNothing: Accepts = (difference) => {
  if (difference.kind !== "storage" || difference.ours !== null) return false
  const kept = decodedValue(difference.key, difference.recorded)
  return kept === 0 || (Array.isArray(kept) && kept.length === 0)
}

/** Shares follow the value of their pool: a rao moves those of a small pool by so little at most, as parts of themselves. */
const sharesPerRao = 10_000_000n

/** Both are there and their numbers are at most so many rao apart, shares as far as that moves them. */
export const within =
  (rao: number): Accepts =>
  (difference) =>
    difference.kind === "storage" &&
    close(
      decodedValue(difference.key, difference.recorded),
      decodedValue(difference.key, difference.ours),
      BigInt(rao),
    )

/** Their numbers are at most one part in so many apart. */
export const withinPart =
  (parts: bigint): Accepts =>
  (difference) => {
    if (difference.kind !== "storage") return false
    const [theirs, own] = [difference.recorded, difference.ours].map((value) =>
      decodedValue(difference.key, value),
    )
    return isNumeric(theirs) && isNumeric(own) && distance(BigInt(theirs), BigInt(own)) * parts <= BigInt(own)
  }

/** The event is there on both sides, at another place. */
export const moved: Accepts = (difference, _, all) =>
  difference.kind === "event" &&
  all.some((other) => other.kind === "event" && other.side !== difference.side && same(other, difference))

/** Holds where any of the predicates does. */
export const anyOf =
  (...predicates: readonly Accepts[]): Accepts =>
  (difference, context, all) =>
    predicates.some((accepts) => accepts(difference, context, all))

/** Holds on lines where the recording has the event. */
export const whereRecorded =
  (name: string): Accepts =>
  (_, { line }) =>
    recordsEvent(line, name)

const same = (a: NamedEvent, b: NamedEvent): boolean =>
  a.name === b.name && JSON.stringify(a.fields) === JSON.stringify(b.fields)

function close(a: unknown, b: unknown, rao: bigint): boolean {
  if (isNumeric(a) && isNumeric(b)) return distance(BigInt(a), BigInt(b)) <= rao
  if (isSafeFloat(a) && isSafeFloat(b)) {
    const [x, y] = [scaled(a), scaled(b)]
    return distance(x, y) * sharesPerRao <= x * rao
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b
  const [left, right] = [Object.entries(a), Object.entries(b)]
  return (
    left.length === right.length &&
    left.every(([name, part], i) => name === right[i]![0] && close(part, right[i]![1], rao))
  )
}

const isNumeric = (value: unknown): value is number | string =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+$/.test(value))

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)

interface Decimal {
  readonly mantissa: string
  readonly exponent: number
}

const isSafeFloat = (value: unknown): value is Decimal =>
  typeof value === "object" && value !== null && "mantissa" in value && "exponent" in value

/** Exponents of shares stay far above this. */
const lowestExponent = -100

const scaled = ({ mantissa, exponent }: Decimal): bigint =>
  BigInt(mantissa) * 10n ** BigInt(exponent - lowestExponent)
