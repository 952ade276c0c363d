/**
 * What turns the state after a block back into the one before it: the entries that the block changed, as they were. Kept for the last
 * blocks, so that their states can still be read after a restart.
 */
import { bytesToKey } from "@taonet/primitives/bytes"
import { bytes, DecodeError, decode, option, tuple, vec } from "@taonet/primitives/scale/index"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"

const Undo = vec(tuple(bytes, option(bytes)))

export function undoOf(changes: Changes, before: Pick<KvReader, "get">): Changes {
  return new Map([...changes.keys()].map((key) => [key, before.get(key)] as const))
}

/** By hand what `encode(Undo, …)` gives: every block has one, and it is a third of the work of a commit. */
export function encodeUndo(undo: Changes): Uint8Array {
  let size = maxLengthBytes
  for (const [key, value] of undo) size += key.length + (value?.length ?? 0) + 2 * maxLengthBytes + 1
  const out = new Uint8Array(size)
  let at = putLength(out, 0, undo.size)
  for (const [key, value] of undo) {
    at = putLength(out, at, key.length)
    for (let i = 0; i < key.length; i++) out[at++] = key.charCodeAt(i)
    out[at++] = value === undefined ? 0 : 1
    if (value === undefined) continue
    at = putLength(out, at, value.length)
    out.set(value, at)
    at += value.length
  }
  return out.slice(0, at)
}

const maxLengthBytes = 4

/** SCALE compact, of less than 2^30. */
function putLength(out: Uint8Array, at: number, length: number): number {
  const bytes = length < 0x40 ? 1 : length < 0x4000 ? 2 : 4
  const coded = length * 4 + (bytes >> 1)
  for (let i = 0; i < bytes; i++) out[at + i] = (coded >>> (8 * i)) & 0xff
  return at + bytes
}

/** Throws DecodeError. */
export const decodeUndo = (encoded: Uint8Array): Changes =>
  new Map(decode(Undo, encoded).map(([key, value]) => [bytesToKey(key), value] as const))

/** Undefined for anything but an undo record. */
export function undoIn(encoded: Uint8Array): Changes | undefined {
  try {
    return decodeUndo(encoded)
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}

/** Big-endian, so that blocks iterate in their order. */
export function undoKey(number: number): StorageKey {
  const out = new Uint8Array(4)
  new DataView(out.buffer).setUint32(0, number)
  return bytesToKey(out)
}
