import type { LineContext } from "./context.ts"
import type { KnownChange } from "./knownChanges.ts"
import type { Difference } from "./outcome.ts"
import { callName, type TraceLine } from "./trace.ts"

/** For each difference the known change that covers it, if any. */
export function explain(
  differences: readonly Difference[],
  applicable: readonly KnownChange[],
  context: LineContext,
): (KnownChange | undefined)[] {
  return differences.map((difference) =>
    applicable.find((change) => covers(change, difference, context, differences)),
  )
}

/** The changes that concern a line at all. */
export const applicableTo = (line: TraceLine, known: readonly KnownChange[]): KnownChange[] =>
  known.filter(({ of }) => {
    if (of === "everything") return true
    if (line.t === "block") return of === "blocks"
    return (
      of === "calls" || (of !== "blocks" && of.includes(callName(line).replace(/^SubtensorModule\./, "")))
    )
  })

function covers(
  change: KnownChange,
  difference: Difference,
  context: LineContext,
  all: readonly Difference[],
): boolean {
  return names(change, difference) && (change.accepts?.(difference, context, all) ?? true)
}

function names({ items, events, results }: KnownChange, difference: Difference): boolean {
  if (difference.kind === "storage") return items?.includes(difference.item) ?? false
  if (difference.kind === "event") return events?.includes(difference.name) ?? false
  const isResult = ([recorded, ours]: readonly [string, string]) =>
    (recorded === "*" || recorded === difference.recorded) && ours === difference.ours
  return results?.some(isResult) ?? false
}
