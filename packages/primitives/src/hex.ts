/** `0x` and lower-case hex digits. */
export type Hex = `0x${string}`

const hexOf: string[] = []
for (let i = 0; i < 256; i++) hexOf.push((i < 16 ? "0" : "") + i.toString(16))

export function toHex(bytes: Uint8Array): Hex {
  let out = "0x"
  for (let i = 0; i < bytes.length; i++) out += hexOf[bytes[i]!]
  return out as Hex
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 97 && code <= 102) return code - 87
  if (code >= 65 && code <= 70) return code - 55
  return -1
}

/** Whether `text` is an even number of hex digits, with or without `0x`. */
export function isHex(text: string): boolean {
  return /^(0x)?([0-9a-fA-F]{2})*$/.test(text)
}

/** Reads hex with or without `0x`. Throws RangeError on anything else. */
export function fromHex(text: string): Uint8Array {
  const start = text.charCodeAt(0) === 48 && text.charCodeAt(1) === 120 ? 2 : 0
  const digits = text.length - start
  if (digits % 2 !== 0) throw new RangeError("hex text has an odd number of digits")
  const out = new Uint8Array(digits / 2)
  for (let i = 0, at = start; i < out.length; i++, at += 2) {
    const high = nibble(text.charCodeAt(at))
    const low = nibble(text.charCodeAt(at + 1))
    if (high < 0 || low < 0) throw new RangeError("text is not hex")
    out[i] = high * 16 + low
  }
  return out
}
