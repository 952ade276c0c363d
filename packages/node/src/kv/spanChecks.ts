import { equalBytes, keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import type { Changes, StorageKey } from "@taonet/state/types"
import type { Database } from "./database.ts"
import { damaged } from "./head.ts"
import { spanAt, spanKey, spanLength } from "./spans.ts"
import { encodeUndo, undoIn } from "./undo.ts"

/** Holds the spans of an archive against the undo records that they were made of, which are told one by one, latest first. */
export interface SpanChecks {
  block(number: number, undo: Changes): void
  /** Throws, as `block`, NodeError `store-damaged`. */
  end(): Promise<void>
}

export function spanChecks(database: Database): SpanChecks {
  /** Spans that have begun, by level, and have not come to their first block yet. */
  const open = new Map<
    number,
    { readonly last: number; readonly changes: Map<StorageKey, Uint8Array | undefined> }
  >()
  const bad = (number: number, level: number): Error =>
    damaged(database, `what undoes the ${spanLength(level)} blocks up to ${number} is not what undoes each`)

  return {
    block(number, undo) {
      for (let level = 1; spanLength(level) > 0; level++) {
        if (number % spanLength(level) === 0) open.set(level, { last: number, changes: new Map() })
        const span = open.get(level)
        if (span === undefined) continue
        for (const [key, value] of undo) span.changes.set(key, value)
        if (number !== span.last - spanLength(level) + 1) continue
        open.delete(level)
        const stored = database.get("undo", spanKey(span.last, level))
        if (stored !== undefined && !sameChanges(undoIn(stored), span.changes)) throw bad(span.last, level)
      }
    },
    async end() {
      for await (const entries of database.entries("undo")) {
        const odd = entries.find(([key]) => spanAt(key) === undefined)
        if (odd !== undefined)
          throw damaged(database, `there is an undo record of no block: ${toHex(keyToBytes(odd[0]))}`)
      }
    },
  }
}

/** Whatever the order in which the keys came. */
function sameChanges(stored: Changes | undefined, changes: Changes): boolean {
  if (stored === undefined) return false
  const sorted = (all: Changes): Changes => new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
  return equalBytes(encodeUndo(sorted(stored)), encodeUndo(sorted(changes)))
}
