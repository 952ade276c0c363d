/** 64 bits of which texts that share most of their three-word groups share most. */

const shingleWords = 3

/** 16 hex digits. */
export function simhashOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const votes = new Int32Array(64)
  const last = Math.max(1, words.length - shingleWords + 1)
  for (let at = 0; at < last; at++) {
    const shingle = words.slice(at, at + shingleWords).join(" ")
    vote(votes, 0, hash32(shingle, 0x9e3779b1))
    vote(votes, 32, hash32(shingle, 0x85ebca77))
  }
  let out = ""
  for (let nibble = 0; nibble < 16; nibble++) {
    let value = 0
    for (let bit = 0; bit < 4; bit++) value = value * 2 + ((votes[nibble * 4 + bit] ?? 0) > 0 ? 1 : 0)
    out += value.toString(16)
  }
  return out
}

/** Bits in which two hashes differ. */
export function hammingDistance(a: string, b: string): number {
  let bits = 0
  for (let at = 0; at < 16; at++) {
    let different = Number.parseInt(a.charAt(at), 16) ^ Number.parseInt(b.charAt(at), 16)
    for (; different > 0; different &= different - 1) bits++
  }
  return bits
}

function vote(votes: Int32Array, from: number, hash: number): void {
  for (let bit = 0; bit < 32; bit++) votes[from + bit]! += (hash >>> bit) & 1 ? 1 : -1
}

/** FNV-1a, with the finish of murmur3, without which neighbours among words would vote alike. */
function hash32(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Texts this near are one text. Edits of a few words moved the hash of a page by 4 bits in the median and 11 at most, unrelated pages are 32 apart. */
export const similarBits = 11
/** Half the text missing moved it by 15 in the median, which is too near to tell by: so the lengths must agree as well. */
export const lengthRatio = { low: 0.9, high: 1.1 } as const

export interface Likeness {
  readonly simhash: string
  readonly bytes: number
}

export function isSimilar(a: Likeness, b: Likeness): boolean {
  const ratio = a.bytes / Math.max(1, b.bytes)
  return (
    ratio >= lengthRatio.low &&
    ratio <= lengthRatio.high &&
    hammingDistance(a.simhash, b.simhash) <= similarBits
  )
}
