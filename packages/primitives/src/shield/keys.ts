/** ML-KEM-768 (FIPS 203) key pairs of block authors, to whom clients encrypt transactions. */
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js"
import { twox128 } from "../hash.ts"

/** Bytes of an encapsulation key: what is on chain and clients encrypt to. */
export const encapsulationKeyLength = 1184
/** Bytes of an expanded decapsulation key: what the author keeps. */
export const decapsulationKeyLength = 2400
/** Bytes of a key encapsulation. */
export const encapsulationLength = 1088
export const keyHashLength = 16

export interface ShieldKeypair {
  readonly encapsulationKey: Uint8Array
  readonly decapsulationKey: Uint8Array
  /** Names the key in what is encrypted to it. */
  readonly hash: Uint8Array
}

/** The key pair of a 64-byte seed (`d ‖ z` of FIPS 203). Throws RangeError on another length. */
export function shieldKeypair(seed: Uint8Array): ShieldKeypair {
  if (seed.length !== 64) throw new RangeError("a seed has 64 bytes")
  const { publicKey, secretKey } = ml_kem768.keygen(seed)
  return { encapsulationKey: publicKey, decapsulationKey: secretKey, hash: shieldKeyHash(publicKey) }
}

/** `twox_128`: a name and no more, nothing depends on its strength. */
export const shieldKeyHash = (encapsulationKey: Uint8Array): Uint8Array => twox128(encapsulationKey)
