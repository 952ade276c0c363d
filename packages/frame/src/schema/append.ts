import { concatBytes } from "@taonet/primitives/bytes"
import { compact, createReader, encode, readCompact, u32 } from "@taonet/primitives/scale/index"
import type { StorageKey } from "@taonet/state/types"
import type { State } from "../state.ts"

const none = Uint8Array.of(0)
const lengthCodec = compact(u32)

/**
 * Puts an element, in its bytes, behind the stored list of such elements, without reading the others: as `append` of FRAME's storage, for
 * lists that grow one by one. A list that is not stored counts as empty.
 */
export function appendBytes(state: State, key: StorageKey, element: Uint8Array): void {
  const { count, elements } = listAt(state, key)
  put(state, key, count + 1, elements, element)
}

/** The same unless the list has such an element already; all elements are as long as this one. */
export function appendBytesOnce(state: State, key: StorageKey, element: Uint8Array): void {
  const { count, elements } = listAt(state, key)
  for (let at = 0; at < elements.length; at += element.length) {
    let same = 0
    while (same < element.length && elements[at + same] === element[same]) same++
    if (same === element.length) return
  }
  put(state, key, count + 1, elements, element)
}

/** How many elements the stored list has. */
export const listLength = (state: State, key: StorageKey): number => listAt(state, key).count

function listAt(state: State, key: StorageKey): { readonly count: number; readonly elements: Uint8Array } {
  const reader = createReader(state.get(key) ?? none)
  const count = readCompact(reader)
  return { count, elements: reader.bytes.subarray(reader.offset) }
}

function put(state: State, key: StorageKey, count: number, before: Uint8Array, element: Uint8Array): void {
  state.set(key, concatBytes(encode(lengthCodec, count), before, element))
}
