/** Columns with a heading each; numbers and the like to the right, a column headed `<…` to the left. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const left = headings.map((heading) => heading.startsWith("<"))
  const names = headings.map((heading) => heading.replace("<", ""))
  const lines = [names, ...rows]
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)))
  return lines.map((line) =>
    widths
      .map((width, column) => {
        const cell = line[column] ?? ""
        return left[column] ? cell.padEnd(width) : cell.padStart(width)
      })
      .join("  ")
      .trimEnd(),
  )
}

const raoPerUnit = 1_000_000_000n

/** An amount in rao, written in whole alpha or TAO. */
export function amount(rao: bigint): string {
  const whole = (rao / raoPerUnit).toString().replace(/\B(?=(\d{3})+$)/g, ",")
  return `${whole}.${(rao % raoPerUnit).toString().padStart(9, "0")}`
}

/** A raw I32F32 share, as a decimal fraction of one. */
export const share = (raw: bigint | null): string => (raw === null ? "-" : (Number(raw) / 2 ** 32).toFixed(9))
export const yesNo = (value: boolean): string => (value ? "yes" : "no")
export const orDash = (value: number | null): string => (value === null ? "-" : `${value}`)
/** JSON with bigints as decimal strings. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) => (typeof field === "bigint" ? field.toString() : field), 2)
