/**
 * For archives: undo records over many blocks, so that the state of long ago is not reached block by block. A span of 16, 256 or 4096 blocks
 * is written with its last block, where the number of that is a multiple, and holds each key once, as it was before the first of them.
 */
import type { Changes, StorageKey } from "@taonet/state/types"
import type { Operation } from "./database.ts"
import { decodeUndo, encodeUndo, undoKey } from "./undo.ts"

/** Of each level, 0 being single blocks. */
const lengths = [1, 16, 256, 4096] as const
const parts = 16

type ReadUndo = (key: StorageKey) => Uint8Array | undefined

/** Where the span of this level stands that ends with this block. Behind the block's own undo record, so that both go together. */
export const spanKey = (number: number, level: number): StorageKey =>
  undoKey(number) + (level === 0 ? "" : String.fromCharCode(level))

/** Level, last block; undefined where no span can be. */
export function spanAt(key: StorageKey): { readonly number: number; readonly level: number } | undefined {
  const level = key.length === 5 ? key.charCodeAt(4) : 0
  const number = [...key.slice(0, 4)].reduce((sum, unit) => sum * 256 + unit.charCodeAt(0), 0)
  const length = lengths[level]
  if (length === undefined || number % length !== 0 || spanKey(number, level) !== key) return undefined
  return { number, level }
}

export const spanLength = (level: number): number => lengths[level] ?? 0

/** The spans that end with a block, whose own undo record is `undo`. One whose parts are not all there is left out. */
export function spanOperations(number: number, undo: Changes, read: ReadUndo): Operation[] {
  const operations: Operation[] = []
  let latest = undo
  for (let level = 1; level < lengths.length && number % spanLength(level) === 0; level++) {
    const span = new Map<StorageKey, Uint8Array | undefined>(latest)
    for (let part = 1; part < parts; part++) {
      const encoded = read(spanKey(number - part * spanLength(level - 1), level - 1))
      if (encoded === undefined) return operations
      for (const [key, value] of decodeUndo(encoded)) span.set(key, value)
    }
    operations.push({ column: "undo", key: spanKey(number, level), value: encodeUndo(span) })
    latest = span
  }
  return operations
}

/** Where spans can stand that begin before block `first` and end with it or later. */
export const spansOver = (first: number): StorageKey[] =>
  lengths.flatMap((length, level) => {
    const last = Math.ceil(first / length) * length
    return last - length + 1 < first ? [spanKey(last, level)] : []
  })

/** What turns the state after block `head` into the one after block `number`; undefined where that is not kept. */
export function undoBetween(head: number, number: number, read: ReadUndo): Changes | undefined {
  const changes = new Map<StorageKey, Uint8Array | undefined>()
  let at = head
  while (at > number) {
    const found = longestSpan(at, number, read)
    if (found === undefined) return undefined
    for (const [key, value] of decodeUndo(found.encoded)) changes.set(key, value)
    at -= found.length
  }
  return changes
}

function longestSpan(
  last: number,
  number: number,
  read: ReadUndo,
): { readonly encoded: Uint8Array; readonly length: number } | undefined {
  for (let level = lengths.length - 1; level >= 0; level--) {
    const length = spanLength(level)
    if (last % length !== 0 || last - length < number) continue
    const encoded = read(spanKey(last, level))
    if (encoded !== undefined) return { encoded, length }
  }
  return undefined
}
