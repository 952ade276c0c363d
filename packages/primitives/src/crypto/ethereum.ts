/** Signatures as Ethereum's wallets make them. */
import { secp256k1 } from "@noble/curves/secp256k1.js"
import { concatBytes, utf8 } from "../bytes.ts"
import { keccak256 } from "../hash.ts"
import { type Hex, toHex } from "../hex.ts"
import { ecdsaRecover } from "./verify.ts"

/** What `personal_sign` signs: the digest of EIP-191 over a message. */
export const personalMessageDigest = (message: Uint8Array): Uint8Array =>
  keccak256(concatBytes(utf8(`\u0019Ethereum Signed Message:\n${message.length}`), message))

/** Address (20 bytes) of a compressed public key: the tail of the hash of its two coordinates. */
export function ethereumAddress(publicKey: Uint8Array): Hex {
  const coordinates = secp256k1.Point.fromBytes(publicKey).toBytes(false).subarray(1)
  return toHex(keccak256(coordinates).subarray(12))
}

/** Address that signed a 32-byte digest with `r ‖ s ‖ v`, `v` being 0…3 or 27…30; undefined for what is no signature. */
export function ethereumSigner(signature: Uint8Array, digest: Uint8Array): Hex | undefined {
  const publicKey = ecdsaRecover(signature, digest)
  return publicKey && ethereumAddress(publicKey)
}

/** Signs a 32-byte digest as wallets do: `r ‖ s ‖ v`, `v` being 27 or 28. The secret is a scalar of 32 bytes. */
export function ethereumSign(secret: Uint8Array, digest: Uint8Array): Uint8Array {
  const signature = secp256k1.sign(digest, secret, { prehash: false, format: "recovered" })
  return concatBytes(signature.subarray(1), Uint8Array.of(27 + signature[0]!))
}

/** Address of a secret scalar. */
export const ethereumAddressOf = (secret: Uint8Array): Hex =>
  ethereumAddress(secp256k1.getPublicKey(secret, true))
