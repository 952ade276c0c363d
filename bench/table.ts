/** One line of the report. */
export interface Result {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** At least so many of a rate, at most so many of a time. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number }
}

export function printTable(results: readonly Result[]): void {
  const rows = results.map(({ what, value, unit, target }) => [
    what,
    `${number(value)} ${unit}`,
    target === undefined
      ? ""
      : "atLeast" in target
        ? `≥ ${number(target.atLeast)}`
        : `≤ ${number(target.atMost)}`,
    target === undefined ? "" : isMet(value, target) ? "met" : "MISSED",
  ])
  const head = ["", "measured", "target", ""]
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? "").length)))
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
}

const isMet = (value: number, target: NonNullable<Result["target"]>): boolean =>
  "atLeast" in target ? value >= target.atLeast : value <= target.atMost

/** Three digits are as much as a measurement is worth. */
const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)))
