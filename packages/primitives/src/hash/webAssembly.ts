/**
 * The part of WebAssembly's JavaScript interface that is used here, all of it synchronous. The project compiles without the DOM's types,
 * which are where TypeScript keeps this one.
 */
export interface WasmMemory {
  /** Replaced when the memory grows. */
  readonly buffer: ArrayBuffer
}

export interface WasmModule {
  readonly [Symbol.toStringTag]?: "WebAssembly.Module"
}

interface WebAssemblyHost {
  readonly Module: new (code: Uint8Array) => WasmModule
  readonly Instance: new (module: WasmModule, imports?: object) => { readonly exports: unknown }
}

const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly

/** Absent in browsers that lock it away: hashing then falls back, sr25519 cannot. */
export const hasWebAssembly = host !== undefined

export function compileWasm(code: Uint8Array): WasmModule {
  if (host === undefined) throw new Error("WebAssembly is not available here")
  return new host.Module(code)
}

/** `E` states the exports that the caller knows the module to have. */
export function startWasm<E>(module: WasmModule, imports: object = {}): E {
  if (host === undefined) throw new Error("WebAssembly is not available here")
  return new host.Instance(module, imports).exports as E
}
