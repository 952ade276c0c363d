import { fromBytes } from "../../flatVector.ts"
import { isLength, type Parameters } from "./model.ts"

/** Undefined for bytes that are no model. Numbers may still be any numbers: see bitsPerCharacter. */
export function modelFrom(bytes: Uint8Array): Parameters | undefined {
  return isLength(bytes.length / 4) ? fromBytes(bytes) : undefined
}

/** Distance in units of the first one's length; infinite where the two cannot be compared. */
export function relativeDistance(a: Parameters, b: Parameters): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let apart = 0
  let own = 0
  for (let at = 0; at < a.length; at++) {
    const x = a[at] as number
    apart += (x - (b[at] as number)) ** 2
    own += x * x
  }
  return own === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(apart / own)
}
