import type { LineContext } from "./context.ts"
import { decodedValue } from "./items.ts"
import type { Difference, NamedEvent } from "./outcome.ts"

/* How far a known change may go: predicates over one difference, for the table. */

export type Accepts = (difference: Difference, context: LineContext, all: readonly Difference[]) => boolean

/** Only we write the row: 425 did not have the item. */
export const onlyOurs: Accepts = (difference) =>
  difference.kind === "storage" && difference.recorded === null && difference.before === null

/** Only the recording wrote; ours left the row alone. */
export const onlyTheirs: Accepts = (difference) =>
  difference.kind === "storage" && difference.ours === difference.before

/** Both are there, or one is absent, and their numbers are at most so many rao apart. Shares: by so many billionths. */
export const within =
  (rao: number): Accepts =>
  (difference) =>
    difference.kind === "storage" &&
    close(
      decodedValue(difference.key, difference.recorded),
      decodedValue(difference.key, difference.ours),
      BigInt(rao),
    )

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
  (_, { line }) => {
    const [pallet = "", event = ""] = name.split(".")
    return (line.ev ?? []).some(({ [pallet]: value }) =>
      typeof value === "string" ? value === event : value !== undefined && event in value,
    )
  }

const same = (a: NamedEvent, b: NamedEvent): boolean =>
  a.name === b.name && JSON.stringify(a.fields) === JSON.stringify(b.fields)

function close(a: unknown, b: unknown, rao: bigint): boolean {
  if (isNumeric(a) && isNumeric(b)) return distance(BigInt(a), BigInt(b)) <= rao
  if (isSafeFloat(a) && isSafeFloat(b)) {
    const [x, y] = [scaled(a), scaled(b)]
    return distance(x, y) * 1_000_000_000n <= x * rao
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
