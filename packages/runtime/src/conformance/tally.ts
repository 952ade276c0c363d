import type { Judged, Verdict } from "./judge.ts"

export type Counts = Readonly<Record<Verdict, number>>

/** How many lines got which verdict, by call and kind of block step. */
export interface Tally {
  readonly bySubject: ReadonlyMap<string, Counts>
  /** How many lines each known change explains, wholly or in part. */
  readonly byReason: ReadonlyMap<string, number>
  readonly total: Counts
}

const none: Counts = { equal: 0, known: 0, noLogic: 0, differ: 0 }

export const emptyTally: Tally = { bySubject: new Map(), byReason: new Map(), total: none }

export function createTally() {
  const bySubject = new Map<string, Counts>()
  const byReason = new Map<string, number>()
  let total = none
  return {
    add({ subject, verdict, reasons }: Judged): void {
      bySubject.set(subject, raised(bySubject.get(subject) ?? none, verdict))
      total = raised(total, verdict)
      for (const { name } of reasons) byReason.set(name, (byReason.get(name) ?? 0) + 1)
    },
    result: (): Tally => ({ bySubject, byReason, total }),
  }
}

const raised = (counts: Counts, verdict: Verdict): Counts => ({ ...counts, [verdict]: counts[verdict] + 1 })

const columns: readonly Verdict[] = ["equal", "known", "noLogic", "differ"]
const titles: Readonly<Record<Verdict, string>> = {
  equal: "equal",
  known: "known",
  noLogic: "no logic yet",
  differ: "differ",
}

/** A table with one row per entry. */
export function countTable(title: string, rows: Iterable<readonly [name: string, counts: Counts]>): string {
  const cells = [
    [title, ...columns.map((column) => titles[column])],
    ...[...rows].map(([name, counts]) => [name, ...columns.map((column) => `${counts[column] || "·"}`)]),
  ]
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)))
  return cells
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "),
    )
    .join("\n")
}

/** `N of M equal, K known, D differ`, and what has no logic yet where that is so. */
export function summary({ equal, known, noLogic, differ }: Counts): string {
  const missing = noLogic > 0 ? `, ${noLogic} no logic yet` : ""
  return `${equal} of ${equal + known + noLogic + differ} equal, ${known} known, ${differ} differ${missing}`
}
