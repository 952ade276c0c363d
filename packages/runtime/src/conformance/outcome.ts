import { type Hex, toHex } from "@taonet/primitives/hex"
import type { StorageKey } from "@taonet/state/types"

/** What a line did, or what we did in its place. */
export interface Outcome {
  /** Undefined when the call succeeded. */
  readonly error: string | undefined
  readonly events: readonly NamedEvent[]
  /** By storage key: the new value, or undefined for a removed entry. Only real changes. */
  readonly changes: ReadonlyMap<StorageKey, Uint8Array | undefined>
}

export interface NamedEvent {
  /** `Pallet.Event`. */
  readonly name: string
  readonly fields: unknown
}

/** One thing that differs. */
export type Difference =
  | { readonly kind: "result"; readonly recorded: string; readonly ours: string }
  | { readonly kind: "event"; readonly side: Side; readonly name: string; readonly fields: unknown }
  | {
      readonly kind: "storage"
      /** `Pallet.Item`. */
      readonly item: string
      readonly key: StorageKey
      /** The state before the line, and after it on each side; null is an absent entry. */
      readonly before: Hex | null
      readonly recorded: Hex | null
      readonly ours: Hex | null
    }

export type Side = "recorded" | "ours"
export type StorageDifference = Extract<Difference, { readonly kind: "storage" }>

export interface CompareDeps {
  /** The value before the line. */
  readonly before: (key: StorageKey) => Uint8Array | undefined
  /** `Pallet.Item` of a key. */
  readonly itemOf: (key: StorageKey) => string
}

export const succeeded = "ok"

/** All differences. When results differ, nothing else is listed: the rest follows from that. */
export function compare(recorded: Outcome, ours: Outcome, deps: CompareDeps): Difference[] {
  if (recorded.error !== ours.error)
    return [{ kind: "result", recorded: recorded.error ?? succeeded, ours: ours.error ?? succeeded }]
  return [
    ...eventDifferences(recorded.events, ours.events),
    ...storageDifferences(recorded.changes, ours.changes, deps),
  ]
}

function storageDifferences(
  recorded: Outcome["changes"],
  ours: Outcome["changes"],
  { before, itemOf }: CompareDeps,
): Difference[] {
  const differences: Difference[] = []
  for (const key of new Set([...recorded.keys(), ...ours.keys()])) {
    const old = hexOf(before(key))
    const theirs = recorded.has(key) ? hexOf(recorded.get(key)) : old
    const own = ours.has(key) ? hexOf(ours.get(key)) : old
    if (theirs !== own)
      differences.push({ kind: "storage", item: itemOf(key), key, before: old, recorded: theirs, ours: own })
  }
  return differences
}

const hexOf = (bytes: Uint8Array | undefined): Hex | null => (bytes === undefined ? null : toHex(bytes))

/** What one side emits and the other does not, in order; an event at another place counts on both sides. */
function eventDifferences(recorded: readonly NamedEvent[], ours: readonly NamedEvent[]): Difference[] {
  const theirs = recorded.map((event) => JSON.stringify(event))
  const own = ours.map((event) => JSON.stringify(event))
  const common = commonLengths(theirs, own)
  const differences: Difference[] = []
  let i = 0
  let j = 0
  while (i < theirs.length || j < own.length) {
    if (i < theirs.length && j < own.length && theirs[i] === own[j]) {
      i++
      j++
    } else if (
      j === own.length ||
      (i < theirs.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))
    ) {
      differences.push({ kind: "event", side: "recorded", ...recorded[i++]! })
    } else {
      differences.push({ kind: "event", side: "ours", ...ours[j++]! })
    }
  }
  return differences
}

/** Lengths of the longest common subsequences of the tails: row i, column j is that of a[i…] and b[j…]. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      rows[i]![j] =
        a[i] === b[j]
          ? lengthAt(rows, i + 1, j + 1) + 1
          : Math.max(lengthAt(rows, i + 1, j), lengthAt(rows, i, j + 1))
    }
  }
  return rows
}

const lengthAt = (rows: readonly (readonly number[])[], i: number, j: number): number => rows[i]?.[j] ?? 0
