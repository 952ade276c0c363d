/**
 * AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce and no associated data, as timelocked messages are sealed. Synchronous and pure, which
 * the platform's own is not everywhere. Tables are indexed by key material: it is meant for keys that serve one public message, not for
 * secrets that an attacker on the same machine may measure.
 */
import { equalBytes } from "../bytes.ts"

const blockLength = 16
export const tagLength = 16
export const nonceLength = 12
const rounds = 14

const sbox = new Uint8Array(256)
fillSbox()

/** Inverses of GF(2^8) by walking the powers of 3 and of its inverse, then the affine map. */
function fillSbox(): void {
  let p = 1
  let q = 1
  do {
    p = (p ^ (p << 1) ^ (p & 0x80 ? 0x11b : 0)) & 0xff
    q ^= q << 1
    q ^= q << 2
    q ^= q << 4
    q &= 0xff
    if (q & 0x80) q ^= 0x09
    const rotated = q ^ rotl8(q, 1) ^ rotl8(q, 2) ^ rotl8(q, 3) ^ rotl8(q, 4)
    sbox[p] = rotated ^ 0x63
  } while (p !== 1)
  sbox[0] = 0x63
}

function rotl8(value: number, by: number): number {
  return ((value << by) | (value >> (8 - by))) & 0xff
}

const doubled = (value: number): number => (value << 1) ^ (value & 0x80 ? 0x11b : 0)

/** 15 round keys of 16 bytes. */
function expandKey(key: Uint8Array): Uint8Array {
  const expanded = new Uint8Array(blockLength * (rounds + 1))
  expanded.set(key)
  let constant = 1
  for (let at = key.length; at < expanded.length; at += 4) {
    let word = [...expanded.subarray(at - 4, at)]
    const step = at % key.length
    if (step === 0) {
      word = [word[1]!, word[2]!, word[3]!, word[0]!].map((byte) => sbox[byte]!)
      word[0]! ^= constant
      constant = doubled(constant) & 0xff
    } else if (step === blockLength) word = word.map((byte) => sbox[byte]!)
    for (let i = 0; i < 4; i++) expanded[at + i] = expanded[at + i - key.length]! ^ word[i]!
  }
  return expanded
}

/** Encrypts one block. */
function encryptBlock(keys: Uint8Array, block: Uint8Array): Uint8Array {
  let state = block.map((byte, i) => byte ^ keys[i]!)
  for (let round = 1; round <= rounds; round++) {
    const next = new Uint8Array(blockLength)
    for (let column = 0; column < 4; column++) {
      const s = [0, 1, 2, 3].map((row) => sbox[state[((column + row) % 4) * 4 + row]!]!)
      for (let row = 0; row < 4; row++) {
        const [a, b, c, d] = [s[row]!, s[(row + 1) % 4]!, s[(row + 2) % 4]!, s[(row + 3) % 4]!]
        const mixed = round === rounds ? a : doubled(a) ^ doubled(b) ^ b ^ c ^ d
        next[column * 4 + row] = mixed ^ keys[round * blockLength + column * 4 + row]!
      }
    }
    state = next
  }
  return state
}

/** Adds the key stream of counters 2, 3, …: the same to encrypt and to decrypt. */
function addKeyStream(keys: Uint8Array, nonce: Uint8Array, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let at = 0, counter = 2; at < data.length; at += blockLength, counter++) {
    const stream = encryptBlock(keys, counterBlock(nonce, counter))
    for (let i = at; i < data.length && i < at + blockLength; i++) out[i] = data[i]! ^ stream[i - at]!
  }
  return out
}

function counterBlock(nonce: Uint8Array, counter: number): Uint8Array {
  const block = new Uint8Array(blockLength)
  block.set(nonce)
  new DataView(block.buffer).setUint32(nonceLength, counter)
  return block
}

/** The authentication tag over a ciphertext. */
function tagOf(keys: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const key = wordsOf(encryptBlock(keys, new Uint8Array(blockLength)))
  const sum = new Uint32Array(4)
  const padded = new Uint8Array((ciphertext.length + 2 * blockLength - 1) & -blockLength)
  padded.set(ciphertext)
  new DataView(padded.buffer).setUint32(padded.length - 4, ciphertext.length * 8)
  for (let at = 0; at < padded.length; at += blockLength) {
    wordsOf(padded.subarray(at, at + blockLength)).forEach((word, i) => {
      sum[i]! ^= word
    })
    multiply(sum, key)
  }
  const mask = encryptBlock(keys, counterBlock(nonce, 1))
  const view = new DataView(mask.buffer)
  for (let i = 0; i < 4; i++) view.setUint32(4 * i, (view.getUint32(4 * i) ^ sum[i]!) >>> 0)
  return mask
}

function wordsOf(block: Uint8Array): Uint32Array {
  const view = new DataView(block.buffer, block.byteOffset, blockLength)
  return Uint32Array.of(view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12))
}

/** `x ← x · y` in GCM's field of 2^128 elements, whose bits count from the left. */
function multiply(x: Uint32Array, y: Uint32Array): void {
  const power = y.slice()
  const product = new Uint32Array(4)
  for (let bit = 0; bit < 128; bit++) {
    if ((x[bit >> 5]! >>> (31 - (bit & 31))) & 1) for (let i = 0; i < 4; i++) product[i]! ^= power[i]!
    const overflow = power[3]! & 1
    for (let i = 3; i > 0; i--) power[i] = (power[i]! >>> 1) | (power[i - 1]! << 31)
    power[0] = (power[0]! >>> 1) ^ (overflow ? 0xe100_0000 : 0)
  }
  x.set(product)
}

/** Ciphertext and tag. Throws RangeError for a key that is not 32 bytes or a nonce that is not 12. */
export function aes256GcmSeal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Uint8Array {
  if (key.length !== 32 || nonce.length !== nonceLength)
    throw new RangeError("a key has 32 bytes and a nonce 12")
  const keys = expandKey(key)
  const ciphertext = addKeyStream(keys, nonce, plaintext)
  const sealed = new Uint8Array(ciphertext.length + tagLength)
  sealed.set(ciphertext)
  sealed.set(tagOf(keys, nonce, ciphertext), ciphertext.length)
  return sealed
}

/** The plaintext, or undefined when key, nonce or tag do not fit. */
export function aes256GcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (key.length !== 32 || nonce.length !== nonceLength || sealed.length < tagLength) return undefined
  const keys = expandKey(key)
  const ciphertext = sealed.subarray(0, sealed.length - tagLength)
  if (!equalBytes(tagOf(keys, nonce, ciphertext), sealed.subarray(ciphertext.length))) return undefined
  return addKeyStream(keys, nonce, ciphertext)
}
