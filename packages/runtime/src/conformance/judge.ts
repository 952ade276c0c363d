import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader, StorageKey } from "@taonet/state/types"
import type { LineContext } from "./context.ts"
import { itemOf, labelOf } from "./items.ts"
import { type KnownChange, knownChanges } from "./knownChanges.ts"
import { applicableTo, explain } from "./matching.ts"
import { compare, type Difference, type Outcome } from "./outcome.ts"
import { prepareNeutral } from "./rules425/neutral.ts"
import { noLogic, recordedOutcome, runLine } from "./subject.ts"
import { callName, createKeyTable, recordsEvent, type TraceLine } from "./trace.ts"

export type Verdict = "equal" | "known" | "noLogic" | "differ"

/** One judged line. */
export interface Judged {
  /** Its number in the file, from 1. */
  readonly number: number
  readonly line: TraceLine
  /** `Pallet.call`, or what kind of block step it is. */
  readonly subject: string
  readonly verdict: Verdict
  readonly differences: readonly Difference[]
  /** The differences that no known change explains. */
  readonly unexplained: readonly Difference[]
  /** The known changes that explain the others. */
  readonly reasons: readonly KnownChange[]
  readonly label: (key: string) => string
}

export interface JudgeOptions {
  readonly known?: readonly KnownChange[]
}

/**
 * Judges the lines of one trace one by one: each runs on the recorded state before it, then the recorded changes are applied, so that
 * differences do not add up.
 */
export function* judgeTrace(
  runtime: Runtime,
  lines: Iterable<TraceLine>,
  { known = knownChanges }: JudgeOptions = {},
): Generator<Judged> {
  const store = createMemoryStore()
  const keys = createKeyTable()
  let number = 0
  for (const line of lines) {
    number++
    keys.learn(line)
    const changes = keys.changes(line)
    if (line.t === "call" || line.t === "block") {
      const label = (key: StorageKey) => keys.find(key)?.label ?? labelOf(key)
      const item = (key: StorageKey) => keys.find(key)?.item ?? itemOf(key) ?? "unknown"
      const context = contextOf(runtime, store, line, changes)
      const result = judgeLine(runtime, { store, line, changes, item, context }, applicableTo(line, known))
      yield { number, line, subject: subjectOf(line), label, ...result }
    }
    store.batch(changes)
  }
}

interface LineInput {
  readonly store: KvReader
  readonly line: TraceLine
  readonly changes: Outcome["changes"]
  readonly item: (key: StorageKey) => string
  readonly context: LineContext
}

function judgeLine(
  runtime: Runtime,
  { store, line, changes, item, context }: LineInput,
  applicable: readonly KnownChange[],
): Pick<Judged, "verdict" | "reasons" | "differences" | "unexplained"> {
  const replaced = applicable.find(({ successor }) => successor !== undefined)
  const used = new Set<KnownChange>(replaced ? [replaced] : [])
  const ours = runLine(runtime, store, line, {
    successor: replaced?.successor,
    prepare: (state) => prepareNeutral(state, line),
    finish(state) {
      for (const change of applicable) if (change.oldRule?.(state, context)) used.add(change)
    },
  })
  const differences = compare(recordedOutcome(line, changes), ours, { before: store.get, itemOf: item })
  const explained = explain(differences, applicable, context)
  for (const change of explained) if (change) used.add(change)
  const unexplained = differences.filter((_, i) => explained[i] === undefined)
  return { reasons: [...used], differences, unexplained, verdict: verdictOf(ours, unexplained, used) }
}

function verdictOf(
  ours: Outcome,
  unexplained: readonly Difference[],
  reasons: ReadonlySet<KnownChange>,
): Verdict {
  if (unexplained.length === 0) return reasons.size > 0 ? "known" : "equal"
  return ours.error === noLogic ? "noLogic" : "differ"
}

/** States are made when a rule asks for them. */
function contextOf(
  runtime: Runtime,
  store: KvReader,
  line: TraceLine,
  changes: Outcome["changes"],
): LineContext {
  const opened = new Map<string, State>()
  const once = (name: string, make: () => State): State => {
    const state = opened.get(name) ?? make()
    opened.set(name, state)
    return state
  }
  return {
    line,
    get before() {
      return once("before", () => runtime.open(createOverlay(store)))
    },
    get recorded() {
      return once("recorded", () => {
        const overlay = createOverlay(store)
        for (const [key, value] of changes) {
          if (value === undefined) overlay.delete(key)
          else overlay.set(key, value)
        }
        return runtime.open(overlay)
      })
    },
  }
}

const epochRan = "SubtensorModule.IncentiveAlphaEmittedToMiners"

function subjectOf(line: TraceLine): string {
  if (line.t === "call") return callName(line)
  return recordsEvent(line, epochRan) ? "block step with epochs" : "block step"
}
