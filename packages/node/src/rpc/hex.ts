import { type Hex, toHex } from "@taonet/primitives/hex"

const longBytes = 64
/** In a page there is none. */
const hasBuffer = typeof Buffer !== "undefined"

/** As `toHex`, faster for long values. */
export function hexOf(bytes: Uint8Array): Hex {
  if (bytes.length < longBytes || !hasBuffer) return toHex(bytes)
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}`
}

/** Hex of large values that are asked for again and again, such as the metadata. Held as long as the bytes are. */
const cache = new WeakMap<Uint8Array, Hex>()

export function cachedHex(bytes: Uint8Array): Hex {
  let hex = cache.get(bytes)
  if (hex === undefined) {
    hex = hexOf(bytes)
    cache.set(bytes, hex)
  }
  return hex
}
