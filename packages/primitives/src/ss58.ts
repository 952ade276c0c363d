/**
 * SS58 addresses of 32-byte accounts: base58(prefix, account, first two bytes of blake2b-512("SS58PRE" …)).
 * https://docs.polkadot.com/reference/parachains/accounts/ (formats 0…16383; 46 and 47 are reserved).
 */
import { concatBytes, utf8 } from "./bytes.ts"
import { blake2b512 } from "./hash.ts"
import { fromHex, type Hex, toHex } from "./hex.ts"

/** The generic Substrate format, which Bittensor uses. */
export const bittensorPrefix = 42

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
const digitOf = new Map([...alphabet].map((letter, digit) => [letter, digit]))
const checksumPreimage = utf8("SS58PRE")
/** 32-byte account, two bytes of prefix and two of checksum are at most 50 base58 digits. */
const maxAddressLength = 50
const maxCached = 16_384

const addressOf = new Map<Hex, string>()
const accountOf = new Map<string, Hex>()

/** Address of a 32-byte account. Throws RangeError when `account` is not 32 bytes or the prefix is out of range. */
export function encodeAddress(account: Hex, prefix: number = bittensorPrefix): string {
  const known = prefix === bittensorPrefix ? addressOf.get(account) : undefined
  if (known !== undefined) return known
  const bytes = fromHex(account)
  if (bytes.length !== 32) throw new RangeError("an account has 32 bytes")
  const body = concatBytes(prefixBytes(prefix), bytes)
  const address = base58Encode(concatBytes(body, checksum(body)))
  if (prefix === bittensorPrefix) remember(addressOf, account, address)
  return address
}

/** Account of an address of any prefix, or of `prefix` only. Throws RangeError on malformed text. */
export function decodeAddress(text: string, prefix?: number): Hex {
  const known = prefix === undefined ? accountOf.get(text) : undefined
  if (known !== undefined) return known
  if (text.length > maxAddressLength) throw new RangeError("address is too long")
  const bytes = base58Decode(text)
  const prefixLength = (bytes[0] ?? 0) & 0x40 ? 2 : 1
  if (bytes.length !== prefixLength + 34) throw new RangeError("address does not hold a 32-byte account")
  const body = bytes.subarray(0, -2)
  const found = readPrefix(bytes)
  const expected = checksum(body)
  if (bytes.at(-2) !== expected[0] || bytes.at(-1) !== expected[1])
    throw new RangeError("address checksum does not match")
  if (prefix !== undefined && found !== prefix)
    throw new RangeError(`address has prefix ${found}, expected ${prefix}`)
  const account = toHex(body.subarray(prefixLength))
  if (prefix === undefined) remember(accountOf, text, account)
  return account
}

/** Whether `text` is an address of a 32-byte account. */
export function isAddress(text: string, prefix?: number): boolean {
  try {
    decodeAddress(text, prefix)
    return true
  } catch {
    return false
  }
}

function prefixBytes(prefix: number): Uint8Array {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 16_383 || prefix === 46 || prefix === 47) {
    throw new RangeError(`SS58 prefix ${prefix} is out of range`)
  }
  if (prefix < 64) return Uint8Array.of(prefix)
  return Uint8Array.of(((prefix & 0xfc) >> 2) | 0x40, (prefix >> 8) | ((prefix & 3) << 6))
}

function readPrefix(bytes: Uint8Array): number {
  const first = bytes[0]!
  if (first < 64) {
    if (first === 46 || first === 47) throw new RangeError("SS58 prefix is reserved")
    return first
  }
  if (first > 127) throw new RangeError("SS58 prefix is out of range")
  const second = bytes[1]!
  return ((first & 0x3f) << 2) | (second >> 6) | ((second & 0x3f) << 8)
}

const checksum = (body: Uint8Array): Uint8Array =>
  blake2b512(concatBytes(checksumPreimage, body)).subarray(0, 2)

/** The oldest entry goes first: a bound on memory, not a measure of use. */
function remember<K, V>(cache: Map<K, V>, key: K, value: V): void {
  if (cache.size >= maxCached) cache.delete(cache.keys().next().value as K)
  cache.set(key, value)
}

function base58Encode(bytes: Uint8Array): string {
  const digits: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let i = 0; i < digits.length; i++) {
      carry += digits[i]! << 8
      digits[i] = carry % 58
      carry = (carry / 58) | 0
    }
    for (; carry > 0; carry = (carry / 58) | 0) digits.push(carry % 58)
  }
  let out = ""
  for (let i = 0; i < bytes.length && bytes[i] === 0; i++) out += "1"
  for (let i = digits.length - 1; i >= 0; i--) out += alphabet[digits[i]!]
  return out
}

function base58Decode(text: string): Uint8Array {
  const bytes: number[] = []
  for (const letter of text) {
    let carry = digitOf.get(letter)
    if (carry === undefined) throw new RangeError("address is not base58")
    for (let i = 0; i < bytes.length; i++) {
      carry += bytes[i]! * 58
      bytes[i] = carry & 0xff
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff)
  }
  for (let i = 0; i < text.length && text[i] === "1"; i++) bytes.push(0)
  return Uint8Array.from(bytes.reverse())
}
