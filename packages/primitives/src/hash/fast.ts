/** The WebAssembly kernels behind plain functions, and the plain implementations where WebAssembly is missing or an input too large. */
import { blake2bBlock, digestAt, inputAt, kernelModule } from "./kernels.ts"
import { blake2bReference, twoxReference } from "./reference.ts"
import { compileWasm, hasWebAssembly, startWasm, type WasmMemory } from "./webAssembly.ts"

interface Kernels {
  readonly memory: WasmMemory
  blake2b(length: number, digestLength: number): void
  twox(length: number, digests: number): void
}

const kernels = hasWebAssembly ? startWasm<Kernels>(compileWasm(kernelModule())) : undefined
/** The module's memory never grows, so one view lasts. */
const memory = new Uint8Array(kernels?.memory.buffer ?? new ArrayBuffer(0))
const maxInput = memory.length - inputAt - blake2bBlock

/** A native call costs more than copying this many bytes one by one. */
const fewBytes = 48

function place(bytes: Uint8Array): void {
  if (bytes.length > fewBytes) memory.set(bytes, inputAt)
  else for (let i = 0; i < bytes.length; i++) memory[inputAt + i] = bytes[i]!
}

function takeDigest(length: number): Uint8Array {
  const out = new Uint8Array(length)
  for (let i = 0; i < length; i++) out[i] = memory[digestAt + i]!
  return out
}

/** blake2b without key; `length` is 1…64. */
export function blake2b(bytes: Uint8Array, length: number): Uint8Array {
  if (kernels === undefined || bytes.length > maxInput) return blake2bReference(bytes, length)
  place(bytes)
  const used = bytes.length % blake2bBlock
  if (used > 0 || bytes.length === 0)
    memory.fill(0, inputAt + bytes.length, inputAt + bytes.length - used + blake2bBlock)
  kernels.blake2b(bytes.length, length)
  return takeDigest(length)
}

/** XXH64 under the seeds 0, 1, …; `length` is a multiple of 8. */
export function twox(bytes: Uint8Array, length: number): Uint8Array {
  if (kernels === undefined || bytes.length > maxInput) return twoxReference(bytes, length)
  place(bytes)
  kernels.twox(bytes.length, length >> 3)
  return takeDigest(length)
}
