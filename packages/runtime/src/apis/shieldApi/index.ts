import { type ApiImplementation, implementApi } from "@taonet/frame/schema/runtimeApis"
import type { State } from "@taonet/frame/state"
import { equalBytes } from "@taonet/primitives/bytes"
import { twox128 } from "@taonet/primitives/hash"
import { createReader, DecodeError, readCompact } from "@taonet/primitives/scale/index"
import { parseShielded, shieldedExtrinsic, unshield } from "@taonet/primitives/shield/shielded"
import { decodeExtrinsic, type Extrinsic, withLength } from "../../executive/extrinsic.ts"
import { storage } from "../../pallets/mevShield/storage.ts"
import type { ShieldedTransaction } from "../../types/misc.ts"
import { ShieldApi } from "./schema.ts"

/** `verified` answers a signed extrinsic whose signature holds on the state. */
export function shieldApi(
  verified: (state: State, bytes: Uint8Array) => Extrinsic | undefined,
): ApiImplementation {
  return implementApi(ShieldApi, {
    try_decode_shielded_tx: (state, { uxt }) => {
      const call = verified(state, withLength(uxt))?.call
      if (call?.type !== "MevShield" || call.value.type !== "submit_encrypted") return undefined
      const { ciphertext } = call.value.value as { readonly ciphertext: Uint8Array }
      const shielded = parseShielded(ciphertext)
      if (shielded === undefined) return undefined
      const { keyHash: key_hash, encapsulation: kem_ct, sealed: aead_ct, nonce } = shielded
      return { key_hash, kem_ct, aead_ct, nonce }
    },
    // Asked at the parent of the block being built: what is pending there is current in that block.
    is_shielded_using_current_key: (state, { key_hash }) => {
      const pending = storage.PendingKey.get(state)
      return pending !== undefined && equalBytes(twox128(pending), key_hash)
    },
    try_unshield_tx: (_state, { dec_key_bytes, shielded_tx }) => opened(dec_key_bytes, shielded_tx),
  })
}

/** The extrinsic without its length prefix, which the API's result brings again. */
function opened(key: Uint8Array, shielded: ShieldedTransaction): Uint8Array | undefined {
  const { kem_ct: encapsulation, aead_ct: sealed, nonce } = shielded
  const plain = unshield(key, { encapsulation, sealed, nonce })
  const extrinsic = plain && shieldedExtrinsic(plain)
  if (extrinsic === undefined || !decodes(extrinsic)) return undefined
  const reader = createReader(extrinsic)
  readCompact(reader)
  return extrinsic.subarray(reader.offset)
}

function decodes(extrinsic: Uint8Array): boolean {
  try {
    decodeExtrinsic(extrinsic)
    return true
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) return false
    throw error
  }
}
