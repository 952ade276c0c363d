/**
 * Key pairs and signing: the edge's side, kept apart from verify.ts, which the chain needs alone.
 *
 * Signing is deterministic unless 32 bytes of entropy are given. That is safe: schnorrkel derives its nonce from the secret nonce seed,
 * the public key and the message, as Ed25519 does. Entropy adds protection against faults in the signer's hardware.
 */
import { ed25519 } from "@noble/curves/ed25519.js"
import { secp256k1 } from "@noble/curves/secp256k1.js"
import { concatBytes, utf8 } from "../bytes.ts"
import { blake2b256 } from "../hash.ts"
import { type Hex, toHex } from "../hex.ts"
import type { SignatureScheme } from "./verify.ts"
import { wasmBytes, wasmBytesSeeded } from "./wasmCrypto.ts"

export interface Keypair {
  readonly scheme: SignatureScheme
  /** 32 bytes; 33 (compressed) for ecdsa. */
  readonly publicKey: Uint8Array
  /** 64 bytes (scalar and nonce seed) for sr25519, the 32-byte seed otherwise. */
  readonly secretKey: Uint8Array
  /** Account that this pair signs for. */
  readonly account: Hex
}

/** One step of a derivation path: `//hard` or `/soft`, with its 32-byte chain code. */
export interface Junction {
  readonly hard: boolean
  readonly chainCode: Uint8Array
}

/** Throws RangeError when the seed is not 32 bytes or, for ecdsa, not a scalar of the curve. */
export function keypairFromSeed(scheme: SignatureScheme, seed: Uint8Array): Keypair {
  if (seed.length !== 32) throw new RangeError("a seed has 32 bytes")
  switch (scheme) {
    case "sr25519":
      return srKeypair(wasmBytes("ext_sr_from_seed", seed))
    case "ed25519": {
      const publicKey = ed25519.getPublicKey(seed)
      return { scheme, publicKey, secretKey: seed.slice(), account: toHex(publicKey) }
    }
    case "ecdsa": {
      if (!secp256k1.utils.isValidSecretKey(seed)) throw new RangeError("seed is not a secp256k1 scalar")
      const publicKey = secp256k1.getPublicKey(seed, true)
      return { scheme, publicKey, secretKey: seed.slice(), account: toHex(blake2b256(publicKey)) }
    }
  }
}

/** 64 bytes; 65 (`r ‖ s ‖ v`) for ecdsa. */
export function sign(pair: Keypair, message: Uint8Array, entropy?: Uint8Array): Uint8Array {
  switch (pair.scheme) {
    case "sr25519": {
      const { publicKey, secretKey } = pair
      return entropy === undefined
        ? wasmBytes("ext_sr_sign", publicKey, secretKey, message)
        : wasmBytesSeeded(entropy, "ext_sr_sign", publicKey, secretKey, message)
    }
    case "ed25519":
      return ed25519.sign(message, pair.secretKey)
    case "ecdsa": {
      const options = { prehash: false, format: "recovered", extraEntropy: entropy ?? false } as const
      const recovered = secp256k1.sign(blake2b256(message), pair.secretKey, options)
      // noble puts the recovery byte first, Substrate last.
      return concatBytes(recovered.subarray(1), recovered.subarray(0, 1))
    }
  }
}

/** Child of a pair. Only sr25519 has soft junctions: the others throw RangeError. */
export function deriveKeypair(pair: Keypair, junction: Junction): Keypair {
  if (pair.scheme === "sr25519") {
    const name = junction.hard ? "ext_sr_derive_keypair_hard" : "ext_sr_derive_keypair_soft"
    return srKeypair(wasmBytes(name, concatBytes(pair.secretKey, pair.publicKey), junction.chainCode))
  }
  if (!junction.hard) throw new RangeError(`${pair.scheme} has no soft derivation`)
  const domain = pair.scheme === "ed25519" ? "Ed25519HDKD" : "Secp256k1HDKD"
  const text = utf8(domain)
  const preimage = concatBytes(Uint8Array.of(text.length << 2), text, pair.secretKey, junction.chainCode)
  return keypairFromSeed(pair.scheme, blake2b256(preimage))
}

/** Soft child of an sr25519 public key: what a watcher without the secret can compute. */
export function derivePublicKey(publicKey: Uint8Array, chainCode: Uint8Array): Uint8Array {
  return wasmBytes("ext_sr_derive_public_soft", publicKey, chainCode)
}

/** The 96 bytes of schnorrkel's key pair: secret scalar, nonce seed, public key. */
function srKeypair(bytes: Uint8Array): Keypair {
  const publicKey = bytes.slice(64, 96)
  return { scheme: "sr25519", publicKey, secretKey: bytes.slice(0, 64), account: toHex(publicKey) }
}
