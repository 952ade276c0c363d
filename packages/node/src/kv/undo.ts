/**
 * What turns the state after a block back into the one before it: the entries that the block changed, as they were. Kept for the last
 * blocks, so that their states can still be read after a restart.
 */
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { bytes, DecodeError, decode, encode, option, tuple, vec } from "@taonet/primitives/scale/index"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"

const Undo = vec(tuple(bytes, option(bytes)))

export function undoOf(changes: Changes, before: Pick<KvReader, "get">): Changes {
  return new Map([...changes.keys()].map((key) => [key, before.get(key)] as const))
}

export const encodeUndo = (undo: Changes): Uint8Array =>
  encode(
    Undo,
    [...undo].map(([key, value]) => [keyToBytes(key), value] as const),
  )

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
