/**
 * sr25519 by compiled code: the addon of ../native where it was built (`npm run build:native`), else the WebAssembly of an optional
 * dependency. Both are the schnorrkel crate. Loaded by the first use.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { schnorrkelCheck, schnorrkelFile, schnorrkelPackage } from "@taonet/primitives/crypto/schnorrkel"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { compileWasm } from "@taonet/primitives/hash/webAssembly"
import type { Statement } from "./statement.ts"

/** Its secret keys are expanded ed25519 ones (64 bytes), as Substrate's keyfiles have them; its signatures mix in the system's random source. */
type Sign = (publicKey: Uint8Array, secretKey: Uint8Array, message: Uint8Array) => Uint8Array

export interface Sr25519 {
  readonly name: "native" | "WebAssembly"
  readonly check: SignatureCheck
  readonly sign: Sign
  /** Whether all of well-formed statements of sr25519 hold, where that is faster than to check each. */
  readonly allHold?: (statements: readonly Statement[]) => boolean
}

interface Addon {
  /** False for what is no key or no signature, too. */
  sr25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  sr25519VerifyAll(publicKeys: Uint8Array[], messages: Uint8Array[], signatures: Uint8Array[]): boolean
  readonly sr25519Sign: Sign
}

const require = createRequire(import.meta.url)
const builtAddon = () => nativeSr25519(require.resolve("@taonet/signatures/native"))
let fastest: Sr25519 | false | undefined

/** The fastest that is installed; undefined where only the portable code is. */
export function compiledSr25519(): Sr25519 | undefined {
  fastest ??= orNone(builtAddon) ?? orNone(webAssembly) ?? false
  return fastest || undefined
}

/** All that are installed, the fastest first. */
export const installedSr25519 = (): Sr25519[] =>
  [orNone(builtAddon), orNone(webAssembly)].filter((code) => code !== undefined)

/** The addon in a file. Throws where there is none, or one for another machine. */
export function nativeSr25519(file: string): Sr25519 {
  const { sr25519Verify, sr25519VerifyAll, sr25519Sign } = require(file) as Addon
  return {
    name: "native",
    check: (scheme, signature, message, account) =>
      scheme === "sr25519"
        ? sr25519Verify(account, message, signature)
        : verifySignature(scheme, signature, message, account),
    sign: sr25519Sign,
    allHold: (statements) =>
      sr25519VerifyAll(
        statements.map(({ account }) => account),
        statements.map(({ message }) => message),
        statements.map(({ signature }) => signature),
      ),
  }
}

function webAssembly(): Sr25519 {
  const wasm = readFileSync(join(dirname(require.resolve(schnorrkelPackage)), schnorrkelFile))
  const { sr25519_sign } = require(schnorrkelPackage) as { readonly sr25519_sign: Sign }
  return { name: "WebAssembly", check: schnorrkelCheck(compileWasm(wasm)), sign: sr25519_sign }
}

function orNone<T>(load: () => T): T | undefined {
  try {
    return load()
  } catch {
    return undefined
  }
}
