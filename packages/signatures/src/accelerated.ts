/** The faster sr25519 where its optional dependency is installed, the portable one elsewhere. Loaded by the first use. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { schnorrkelCheck, schnorrkelFile, schnorrkelPackage } from "@taonet/primitives/crypto/schnorrkel"
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { compileWasm } from "@taonet/primitives/hash/webAssembly"
import type { Statement } from "./statement.ts"

interface Signer {
  sr25519_sign(publicKey: Uint8Array, secretKey: Uint8Array, message: Uint8Array): Uint8Array
}

const require = createRequire(import.meta.url)
let check: SignatureCheck | undefined
let signer: Signer | false | undefined

export function acceleratedCheck(): SignatureCheck {
  check ??= orElse(
    () =>
      schnorrkelCheck(
        compileWasm(readFileSync(join(dirname(require.resolve(schnorrkelPackage)), schnorrkelFile))),
      ),
    verifySignature,
  )
  return check
}

/** Whether the signature holds, of a well-formed statement. */
export const holds = ({ scheme, signature, message, account }: Statement): boolean =>
  acceleratedCheck()(scheme, signature, message, account)

/** Its signatures differ from call to call: they mix in the system's random source. */
export function acceleratedSign(pair: Keypair, message: Uint8Array): Uint8Array {
  if (pair.scheme !== "sr25519") return sign(pair, message)
  signer ??= orElse(() => require(schnorrkelPackage) as Signer, false)
  return signer ? signer.sr25519_sign(pair.publicKey, pair.secretKey, message) : sign(pair, message)
}

function orElse<T, U>(load: () => T, otherwise: U): T | U {
  try {
    return load()
  } catch {
    return otherwise
  }
}
