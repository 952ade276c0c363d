/** Calls that are kept to run later: short ones in place, long ones as preimages. Source: frame_support `Bounded`. */
import { attempt } from "@taonet/frame/errors"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { DecodeError, decodePrefix, encode } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import type { Bounded } from "../scheduler/types.ts"
import { fetchPreimage, noteBytes, requestPreimage, unrequestPreimage } from "./preimages.ts"

/** Longest call that is kept in place. */
const inlineBytesMax = 128

/** Puts a call away. A long one is noted and counts as requested once. */
export function boundCall(state: State, call: RuntimeCallValue): Bounded {
  const bytes = encode(RuntimeCall, call)
  if (bytes.length <= inlineBytesMax) return { type: "Inline", value: bytes }
  const { hash } = noteBytes(state, bytes, undefined)
  return { type: "Lookup", value: { hash, len: bytes.length } }
}

/** The call, and the length of its preimage if it has one; undefined where it is gone or can not be read. */
export function peekCall(
  state: State,
  bounded: Bounded,
): { call: RuntimeCallValue; lookupLength: number | undefined } | undefined {
  const bytes = bytesOf(state, bounded)
  if (!bytes) return undefined
  try {
    const lookupLength = bounded.type === "Inline" ? undefined : bytes.length
    return { call: decodePrefix(RuntimeCall, bytes), lookupLength }
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** The hash under which the call must be looked up; none for one that is kept in place. */
export const lookupHash = (bounded: Bounded): Hex | undefined =>
  bounded.type === "Inline" ? undefined : bounded.value.hash

/** Asks for the call's preimage, if it has one, to be kept. */
export function keepCall(state: State, bounded: Bounded): void {
  const hash = lookupHash(bounded)
  if (hash !== undefined) requestPreimage(state, hash)
}

/** Takes the request for the call's preimage back. That there is none does not matter. */
export function dropCall(state: State, bounded: Bounded): void {
  const hash = lookupHash(bounded)
  if (hash !== undefined) attempt(state, () => unrequestPreimage(state, hash))
}

function bytesOf(state: State, bounded: Bounded): Uint8Array | undefined {
  switch (bounded.type) {
    case "Inline":
      return bounded.value
    case "Lookup":
      return fetchPreimage(state, bounded.value.hash, bounded.value.len)
    case "Legacy":
      return fetchPreimage(state, bounded.value.hash)
  }
}
