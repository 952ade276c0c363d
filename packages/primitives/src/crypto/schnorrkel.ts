/**
 * The check of `@polkadot-labs/schnorrkel-wasm`: schnorrkel compiled for speed, half the time of the portable code for sr25519. It is an
 * optional dependency of the packages that check signatures of strangers; reading it from the disk is theirs.
 */
import { startWasm, type WasmModule } from "../hash/webAssembly.ts"
import { type SignatureCheck, verifySignature } from "./verify.ts"

/** Where the compiled code lies: a file beside the package's entry. */
export const schnorrkelPackage = "@polkadot-labs/schnorrkel-wasm"
export const schnorrkelFile = "schnorrkel_bg.wasm"

interface Schnorrkel {
  readonly memory: { readonly buffer: ArrayBuffer }
  __wbindgen_malloc(length: number, align: number): number
  sr25519_verify(...args: number[]): number
}

/**
 * Answers as `verifySignature` does, other schemes by it. The compiled code panics where bytes are no signature or no key, which leaves its
 * instance in an undefined state: the answer then comes from the portable code, and the next question goes to a new instance.
 */
export function schnorrkelCheck(module: WasmModule): SignatureCheck {
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
