/** Signs and checks by compiled code where it is there, by the portable code elsewhere. */
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { compiledSr25519 } from "./sr25519.ts"
import type { Statement } from "./statement.ts"

/** What signs and checks sr25519 in this process, for logs and benches. */
export const acceleration = (): "native" | "WebAssembly" | "portable" => compiledSr25519()?.name ?? "portable"

export const acceleratedCheck = (): SignatureCheck => compiledSr25519()?.check ?? verifySignature

/** Whether the signature holds, of a well-formed statement. */
export const holds = ({ scheme, signature, message, account }: Statement): boolean =>
  acceleratedCheck()(scheme, signature, message, account)

/** Its sr25519 signatures differ from call to call: they mix in the system's random source. */
export function acceleratedSign(pair: Keypair, message: Uint8Array): Uint8Array {
  const compiled = pair.scheme === "sr25519" ? compiledSr25519() : undefined
  return compiled ? compiled.sign(pair.publicKey, pair.secretKey, message) : sign(pair, message)
}
