/**
 * A synchronous way into the WebAssembly of `@polkadot/wasm-crypto` (schnorrkel and bip39 compiled from Rust). The package's own bridge
 * starts asynchronously and draws from the system's random source; here the module is unpacked and started by the first call, and its
 * randomness is an argument, so that Zone 0 stays synchronous and pure.
 */
import { lenIn, lenOut, bytes as packed } from "@polkadot/wasm-crypto-wasm/cjs/bytes"
import { base64Decode } from "@polkadot/wasm-util/base64"
import { unzlibSync } from "@polkadot/wasm-util/fflate"
import { utf8Decode } from "../bytes.ts"
import { compileWasm, startWasm, type WasmMemory, type WasmModule } from "../hash/webAssembly.ts"

interface Exports {
  readonly memory: WasmMemory
  __wbindgen_malloc(length: number): number
  __wbindgen_free(at: number, length: number): void
  ext_sr_verify(...args: number[]): number
  ext_bip39_validate(...args: number[]): number
  ext_bip39_generate(out: number, words: number): void
  ext_bip39_to_mini_secret(out: number, ...args: number[]): void
  ext_sr_sign(out: number, ...args: number[]): void
  ext_sr_from_seed(out: number, ...args: number[]): void
  ext_sr_derive_keypair_hard(out: number, ...args: number[]): void
  ext_sr_derive_keypair_soft(out: number, ...args: number[]): void
  ext_sr_derive_public_soft(out: number, ...args: number[]): void
}

type BytesFunction = Extract<
  keyof Exports,
  `ext_sr_${"sign" | "from" | "derive"}${string}` | "ext_bip39_to_mini_secret"
>

/** Where the compiled code expects room for the address and length of returned bytes. */
const resultAt = 8
/** What the generator inside the module draws to seed itself. */
const entropyLength = 32
/** Larger calls work too: they cost a new instance. */
const roomForCall = 0x4_0000
const noEntropy = new Uint8Array(entropyLength)

/** Memory as it was right after the start: going back to it makes a call a function of its arguments. */
interface Instance {
  readonly exports: Exports
  readonly fresh: Uint8Array
}

let module: WasmModule | undefined
let plain: Exports | undefined
let seeded: Instance | undefined
let entropy: Uint8Array = noEntropy

function start(): Exports {
  module ??= compileWasm(unzlibSync(base64Decode(packed, new Uint8Array(lenIn)), new Uint8Array(lenOut)))
  let memory: WasmMemory
  const bytesAt = (at: number, length: number): Uint8Array => new Uint8Array(memory.buffer, at, length)
  const refuse = (what: string) => () => {
    throw new Error(`wasm-crypto ${what}`)
  }
  // Host objects go by number. The module asks for none but the random source, so constants will do.
  const wbg = {
    abort: refuse("aborted"),
    __wbindgen_throw: (at: number, length: number) => refuse(utf8Decode(bytesAt(at, length)))(),
    __wbindgen_is_undefined: () => 0,
    __wbindgen_object_drop_ref: () => undefined,
    __wbg_self_1b7a39e3a92c949c: () => 1,
    __wbg_crypto_968f1772287e2df0: () => 1,
    __wbg_getRandomValues_a3d34b4fee3c2869: () => 1,
    __wbg_getRandomValues_f5e14ab7ac8e995d: (_source: number, at: number, length: number) => {
      for (let i = 0; i < length; i++) bytesAt(at, length)[i] = entropy[i % entropyLength]!
    },
    __wbg_randomFillSync_d5bd2d655fdf256a: refuse("asked for the host's random source"),
    __wbg_require_604837428532a733: refuse("asked for a module of the host"),
  }
  const exports = startWasm<Exports>(module, { wbg })
  memory = exports.memory
  return exports
}

/** Copies each argument into the module's memory, which the callee frees: address, length, address, length, … */
function lower(exports: Exports, args: readonly Uint8Array[]): number[] {
  const lowered: number[] = []
  for (const bytes of args) {
    const at = exports.__wbindgen_malloc(bytes.length)
    new Uint8Array(exports.memory.buffer).set(bytes, at)
    lowered.push(at, bytes.length)
  }
  return lowered
}

function takeResult(exports: Exports): Uint8Array {
  const [at = 0, length = 0] = new Int32Array(exports.memory.buffer, resultAt, 2)
  const out = new Uint8Array(exports.memory.buffer, at, length).slice()
  exports.__wbindgen_free(at, length)
  return out
}

/** Runs `body` on the lasting instance. A Rust panic leaves that in an undefined state, so the next call gets a new one. */
function onPlain<T>(body: (exports: Exports) => T): T {
  plain ??= start()
  try {
    return body(plain)
  } catch (error) {
    plain = undefined
    throw error
  }
}

/** Runs `body` on an instance whose generator starts from `randomness`, and from nothing that earlier calls left behind. */
function onSeeded<T>(randomness: Uint8Array, body: (exports: Exports) => T): T {
  if (randomness.length !== entropyLength) throw new RangeError(`entropy has ${entropyLength} bytes`)
  if (seeded !== undefined && seeded.exports.memory.buffer.byteLength === seeded.fresh.length) {
    new Uint8Array(seeded.exports.memory.buffer).set(seeded.fresh)
  } else {
    const exports = start()
    // Without room in the image itself, every call would grow the memory and make the image useless.
    exports.__wbindgen_free(exports.__wbindgen_malloc(roomForCall), roomForCall)
    seeded = { exports, fresh: new Uint8Array(exports.memory.buffer.slice(0)) }
  }
  entropy = randomness
  try {
    return body(seeded.exports)
  } catch (error) {
    seeded = undefined
    throw error
  } finally {
    entropy = noEntropy
  }
}

/** A function of its arguments alone. Throws Error where the Rust side panics: wrong lengths, invalid keys. */
export function wasmBytes(name: BytesFunction, ...args: readonly Uint8Array[]): Uint8Array {
  return wasmBytesSeeded(noEntropy, name, ...args)
}

/** As `wasmBytes`, with 32 bytes of randomness mixed in. */
export function wasmBytesSeeded(
  randomness: Uint8Array,
  name: BytesFunction,
  ...args: readonly Uint8Array[]
): Uint8Array {
  return onSeeded(randomness, (exports) => {
    exports[name](resultAt, ...lower(exports, args))
    return takeResult(exports)
  })
}

/** schnorrkel's verification, or BIP39's checksum. */
export function wasmTest(
  name: "ext_sr_verify" | "ext_bip39_validate",
  ...args: readonly Uint8Array[]
): boolean {
  return onPlain((exports) => exports[name](...lower(exports, args)) !== 0)
}

/** A fresh BIP39 phrase drawn by a generator that `randomness` seeds. */
export function wasmMnemonic(randomness: Uint8Array, words: number): string {
  return onSeeded(randomness, (exports) => {
    exports.ext_bip39_generate(resultAt, words)
    return utf8Decode(takeResult(exports))
  })
}
