import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { compileWasm, startWasm, type WasmMemory, type WasmModule } from "@taonet/primitives/hash/webAssembly"

/** schnorrkel, compiled for speed. It is an optional dependency: what it can not do, or where it is not, the portable code does. */
const packageName = "@polkadot-labs/schnorrkel-wasm"
const wasmName = "schnorrkel_bg.wasm"

interface Schnorrkel {
  readonly memory: WasmMemory
  __wbindgen_malloc(length: number, align: number): number
  sr25519_verify(...args: number[]): number
}

/**
 * A check that takes half the time of the portable one for sr25519. The compiled code panics where bytes are no signature or no key, which
 * leaves its instance in an undefined state: the answer then comes from the portable code, and the next question goes to a new instance.
 */
export function acceleratedCheck(): SignatureCheck {
  const module = load()
  if (module === undefined) return verifySignature
  let instance: Schnorrkel | undefined
  return (scheme, signature, message, account) => {
    if (scheme !== "sr25519" || signature.length !== 64 || account.length !== 32)
      return verifySignature(scheme, signature, message, account)
    instance ??= startWasm<Schnorrkel>(module, hostless)
    try {
      return instance.sr25519_verify(...lower(instance, [account, message, signature])) !== 0
    } catch {
      instance = undefined
      return verifySignature(scheme, signature, message, account)
    }
  }
}

function load(): WasmModule | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName)
    return compileWasm(readFileSync(join(dirname(entry), wasmName)))
  } catch {
    return undefined
  }
}

/** Verification asks nothing of its host but to be told when it panics, so every import is the same refusal. */
const hostless = {
  __wbindgen_placeholder__: new Proxy(
    {},
    {
      get: () => () => {
        throw new Error("schnorrkel asked for its host")
      },
    },
  ),
}

/** Copies each argument into the module's memory, which the callee frees: address, length, address, length, … */
function lower(instance: Schnorrkel, args: readonly Uint8Array[]): number[] {
  return args.flatMap((bytes) => {
    const at = instance.__wbindgen_malloc(bytes.length, 1) >>> 0
    new Uint8Array(instance.memory.buffer).set(bytes, at)
    return [at, bytes.length]
  })
}
