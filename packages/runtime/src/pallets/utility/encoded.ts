import { blake2b256 } from "@taonet/primitives/hash"
import { encode } from "@taonet/primitives/scale/index"
import { RuntimeCall, type RuntimeCallValue } from "../../outer.ts"

/** Bytes of a call and their blake2-256, by which it is approved and announced before it runs. */
export function encodedCall(call: RuntimeCallValue): { bytes: Uint8Array; hash: Uint8Array } {
  const bytes = encode(RuntimeCall, call)
  return { bytes, hash: blake2b256(bytes) }
}
