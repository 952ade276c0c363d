import type ts from "typescript"

/** A broken rule and where. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly rule: string
  readonly message: string
}

export type Report = (node: ts.Node, rule: string, message: string) => void

/** Packages of the deterministic core. */
export const zone0: ReadonlySet<string> = new Set(["primitives", "yuma", "state", "frame", "runtime"])

export const packageOf = (path: string): string => /^packages\/([^/]+)\//.exec(path)?.[1] ?? ""

/** Code that only tests and benches use. */
export const isSupport = (path: string): boolean =>
  /\.(test|bench|fixture|testkit)\.ts$|testKit\.ts$|\/testing\//.test(path)

/** Files whose whole purpose is a named exception, with the reason. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // Exact integers below 2^53, floored in one place.
  "packages/yuma/src/numberArithmetic.ts": ["division"],
  // Where the named divisions are defined.
  "packages/primitives/src/integers.ts": ["division"],
  // Even numbers of digits, and multiples of eight bits: exact.
  "packages/primitives/src/hex.ts": ["division"],
  "packages/primitives/src/hash/reference.ts": ["division"],
  // WebAssembly is deterministic and the same everywhere; only the DOM's types name it otherwise than by globalThis.
  "packages/primitives/src/hash/webAssembly.ts": ["purity"],
}

export const isExcepted = (path: string, rule: string): boolean => exceptions[path]?.includes(rule) ?? false
