import type { Hex } from "./hex.ts"

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: false })

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Lexicographic order, as storage keys and sets are ordered. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = a.length < b.length ? a.length : b.length
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

export const utf8 = (text: string): Uint8Array => encoder.encode(text)
export const utf8Decode = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Bytes → binary string (one unit a byte): the form of storage keys, see @taonet/state. */
export function bytesToKey(bytes: Uint8Array): string {
  if (bytes.length <= 256) return String.fromCharCode.apply(null, bytes as unknown as number[])
  let out = ""
  for (let at = 0; at < bytes.length; at += 256) out += bytesToKey(bytes.subarray(at, at + 256))
  return out
}

/** Binary string → bytes. */
export function keyToBytes(key: string): Uint8Array {
  const out = new Uint8Array(key.length)
  for (let i = 0; i < key.length; i++) out[i] = key.charCodeAt(i)
  return out
}

/** Smallest binary string greater than every string that starts with `prefix`; undefined when none is. */
export function prefixEnd(prefix: string): string | undefined {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const unit = prefix.charCodeAt(i)
    if (unit < 0xff) return prefix.slice(0, i) + String.fromCharCode(unit + 1)
  }
  return undefined
}

export type { Hex }
