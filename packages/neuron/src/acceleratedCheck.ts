import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { schnorrkelCheck, schnorrkelFile, schnorrkelPackage } from "@taonet/primitives/crypto/schnorrkel"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { compileWasm } from "@taonet/primitives/hash/webAssembly"

let check: SignatureCheck | undefined

/** The faster check where its optional dependency is installed, the portable one elsewhere. Loaded by the first question. */
export function acceleratedCheck(): SignatureCheck {
  check ??= load()
  return check
}

function load(): SignatureCheck {
  try {
    const entry = createRequire(import.meta.url).resolve(schnorrkelPackage)
    return schnorrkelCheck(compileWasm(readFileSync(join(dirname(entry), schnorrkelFile))))
  } catch {
    return verifySignature
  }
}
