/** Signs and checks by compiled code where it is there, by the portable code elsewhere. */
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { toHex } from "@taonet/primitives/hex"
import { compiledSr25519 } from "./sr25519.ts"
import type { Statement } from "./statement.ts"
import type { Signing } from "./tasks.ts"

/** What signs and checks sr25519 in this process, for logs and benches. */
export const acceleration = (): "native" | "WebAssembly" | "portable" => compiledSr25519()?.name ?? "portable"

export const acceleratedCheck = (): SignatureCheck => compiledSr25519()?.check ?? verifySignature

/** Whether the signature holds, of a well-formed statement. */
export const holds = ({ scheme, signature, message, account }: Statement): boolean =>
  acceleratedCheck()(scheme, signature, message, account)

/** Signatures differ from call to call where compiled code signs: it mixes in the system's random source. */
export function signSr25519({ publicKey, secretKey, message }: Signing): Uint8Array {
  const compiled = compiledSr25519()
  if (compiled) return compiled.sign(publicKey, secretKey, message)
  return sign({ scheme: "sr25519", publicKey, secretKey, account: toHex(publicKey) }, message)
}

export const acceleratedSign = (pair: Keypair, message: Uint8Array): Uint8Array =>
  pair.scheme === "sr25519" ? signSr25519({ ...pair, message }) : sign(pair, message)
