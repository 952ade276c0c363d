/**
 * AES-256-GCM decryption (FIPS 197, NIST SP 800-38D) with a 12-byte nonce and no associated data, for timelocked ciphertexts. Plain tables,
 * not hardened against timing: the key is public by the time it is used.
 */
import { equalBytes } from "../bytes.ts"

const keyLength = 32
const nonceLength = 12
const blockLength = 16
const rounds = 14

/** The plaintext, or undefined where key or nonce have another length or the tag does not fit. `sealed` ends with the 16-byte tag. */
export function openAes256Gcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (key.length !== keyLength || nonce.length !== nonceLength || sealed.length < blockLength)
    return undefined
  const ciphertext = sealed.subarray(0, sealed.length - blockLength)
  const schedule = expandKey(key)
  const hash = ghash(encryptBlock(schedule, new Uint8Array(blockLength)), ciphertext)
  const tag = xor(hash, encryptBlock(schedule, counterBlock(nonce, 1)))
  if (!equalBytes(tag, sealed.subarray(ciphertext.length))) return undefined
  const plain = new Uint8Array(ciphertext.length)
  for (let at = 0, counter = 2; at < plain.length; at += blockLength, counter++) {
    plain.set(
      xor(ciphertext.subarray(at, at + blockLength), encryptBlock(schedule, counterBlock(nonce, counter))),
      at,
    )
  }
  return plain
}

function counterBlock(nonce: Uint8Array, counter: number): Uint8Array {
  const block = new Uint8Array(blockLength)
  block.set(nonce)
  new DataView(block.buffer).setUint32(nonceLength, counter)
  return block
}

/** As long as `a`. */
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ b[i]!)

/** Over the ciphertext and the lengths, with no associated data in front. */
function ghash(subkey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const factor = toBigint(subkey)
  let sum = 0n
  for (let at = 0; at < ciphertext.length; at += blockLength) {
    const block = new Uint8Array(blockLength)
    block.set(ciphertext.subarray(at, at + blockLength))
    sum = multiply(sum ^ toBigint(block), factor)
  }
  return fromBigint(multiply(sum ^ BigInt(ciphertext.length * 8), factor))
}

const reduction = 0xe1n << 120n

/** In GF(2^128), whose bits GCM counts from the left. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n
  let shifted = b
  for (let bit = 127n; bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= shifted
    shifted = shifted & 1n ? (shifted >> 1n) ^ reduction : shifted >> 1n
  }
  return product
}

function toBigint(block: Uint8Array): bigint {
  let value = 0n
  for (const byte of block) value = (value << 8n) | BigInt(byte)
  return value
}

function fromBigint(value: bigint): Uint8Array {
  return Uint8Array.from({ length: blockLength }, (_, i) =>
    Number((value >> BigInt(8 * (blockLength - 1 - i))) & 0xffn),
  )
}

/** Times x in AES's field. */
const doubled = (byte: number): number => ((byte << 1) ^ (byte & 0x80 ? 0x11b : 0)) & 0xff

/** The S-box: inverse in the field, then the affine map. */
const substitutes: Uint8Array = (() => {
  const box = new Uint8Array(256)
  let value = 1
  let inverse = 1
  do {
    value ^= doubled(value)
    inverse ^= inverse << 1
    inverse ^= inverse << 2
    inverse ^= inverse << 4
    inverse &= 0xff
    if (inverse & 0x80) inverse ^= 0x09
    box[value] =
      inverse ^ rotated(inverse, 1) ^ rotated(inverse, 2) ^ rotated(inverse, 3) ^ rotated(inverse, 4) ^ 0x63
  } while (value !== 1)
  box[0] = 0x63
  return box
})()

function rotated(byte: number, by: number): number {
  return ((byte << by) | (byte >> (8 - by))) & 0xff
}

/** All round keys, one after the other. */
function expandKey(key: Uint8Array): Uint8Array {
  const schedule = new Uint8Array(blockLength * (rounds + 1))
  schedule.set(key)
  let constant = 1
  for (let at = keyLength; at < schedule.length; at += 4) {
    let word = schedule.slice(at - 4, at)
    if (at % keyLength === 0) {
      word = Uint8Array.from([word[1]!, word[2]!, word[3]!, word[0]!], (byte) => substitutes[byte]!)
      word[0]! ^= constant
      constant = doubled(constant)
    } else if (at % keyLength === blockLength) {
      word = word.map((byte) => substitutes[byte]!)
    }
    schedule.set(xor(word, schedule.subarray(at - keyLength)), at)
  }
  return schedule
}

/** State is in the order of the bytes: column by column. */
function encryptBlock(schedule: Uint8Array, block: Uint8Array): Uint8Array {
  let state = xor(block, schedule)
  for (let round = 1; round <= rounds; round++) {
    state = shiftedRows(state.map((byte) => substitutes[byte]!))
    if (round < rounds) state = mixedColumns(state)
    state = xor(state, schedule.subarray(round * blockLength))
  }
  return state
}

const shiftedRows = (state: Uint8Array): Uint8Array => state.map((_, i) => state[(i + 4 * (i & 3)) & 15]!)

const mixedColumns = (state: Uint8Array): Uint8Array =>
  state.map((byte, i) => {
    const column = i & ~3
    const next = state[column + ((i + 1) & 3)]!
    const others = state[column + ((i + 2) & 3)]! ^ state[column + ((i + 3) & 3)]!
    return doubled(byte) ^ doubled(next) ^ next ^ others
  })
