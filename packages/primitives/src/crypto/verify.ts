/**
 * Signature checks as the chain does them. Malformed input of any kind is `false` (or undefined), never an exception.
 */
import { ed25519 } from "@noble/curves/ed25519.js"
import { secp256k1 } from "@noble/curves/secp256k1.js"
import { equalBytes } from "../bytes.ts"
import { blake2b256 } from "../hash.ts"
import { wasmTest } from "./wasmCrypto.ts"

/** The variants of `sp_runtime::MultiSignature`, in its order. */
export const signatureSchemes = ["ed25519", "sr25519", "ecdsa"] as const
export type SignatureScheme = (typeof signatureSchemes)[number]

/** Bytes of a signature of each scheme. */
export const signatureLength: Readonly<Record<SignatureScheme, number>> = {
  ed25519: 64,
  sr25519: 64,
  ecdsa: 65,
}

/** Schnorr over Ristretto in the signing context "substrate". */
export function sr25519Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  try {
    return wasmTest("ext_sr_verify", signature, message, publicKey)
  } catch {
    return false
  }
}

/** Under the rules of ZIP-215, which are those of ed25519-zebra in the reference chain: OpenSSL's differ at odd points. */
export function ed25519Verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: true })
  } catch {
    return false
  }
}

/**
 * The compressed public key (33 bytes) behind `r ‖ s ‖ v` over a 32-byte digest. `v` is 0…3, or 27…30 as Ethereum writes it. As in
 * `secp256k1_ecdsa_recover_compressed`, a high `s` is accepted.
 */
export function ecdsaRecover(signature: Uint8Array, digest: Uint8Array): Uint8Array | undefined {
  if (signature.length !== 65 || digest.length !== 32) return undefined
  const last = signature[64]!
  const recovery = last > 26 ? last - 27 : last
  if (recovery > 3) return undefined
  try {
    const parsed = secp256k1.Signature.fromBytes(signature.subarray(0, 64), "compact").addRecoveryBit(
      recovery,
    )
    return parsed.recoverPublicKey(digest).toBytes(true)
  } catch {
    return undefined
  }
}

/** An ECDSA signer's account is the blake2b-256 hash of its compressed public key; the message is hashed with blake2b-256 too. */
export function ecdsaVerify(signature: Uint8Array, message: Uint8Array, account: Uint8Array): boolean {
  const publicKey = ecdsaRecover(signature, blake2b256(message))
  return publicKey !== undefined && equalBytes(blake2b256(publicKey), account)
}

/** Anything that answers as `verifySignature` does: a faster one, or one that looks the answer up. */
export type SignatureCheck = typeof verifySignature

/** Whether `account` (32 bytes) signed `message`: `MultiSignature::verify`. */
export function verifySignature(
  scheme: SignatureScheme,
  signature: Uint8Array,
  message: Uint8Array,
  account: Uint8Array,
): boolean {
  switch (scheme) {
    case "ed25519":
      return ed25519Verify(signature, message, account)
    case "sr25519":
      return sr25519Verify(signature, message, account)
    case "ecdsa":
      return ecdsaVerify(signature, message, account)
  }
}
