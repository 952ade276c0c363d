/**
 * The proof of work of a registration: a number that, hashed with a recent block and the hotkey, gives a small hash. The same as
 * Bittensor's before it gave up proof of work, so its miners' programs fit. Source: subtensor, pallet registration, `create_seal_hash` and
 * `hash_meets_difficulty`.
 */
import { concatBytes } from "@taonet/primitives/bytes"
import { keccak256, sha256 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { encode, u64 } from "@taonet/primitives/scale/index"

const HASH_MAX = (1n << 256n) - 1n
const NONCE_LENGTH = 8

/** What all tries for one block and hotkey have in common. */
export const sealBinding = (blockHash: Hex, hotkey: Hex): Uint8Array =>
  keccak256(concatBytes(fromHex(blockHash), fromHex(hotkey)))

/** The hash of one try. `nonce` is a u64. */
export const sealHash = (binding: Uint8Array, nonce: bigint): Uint8Array =>
  keccak256(sha256(concatBytes(encode(u64, nonce), binding)))

/** Whether hash · difficulty, the hash read as a big-endian number, fits into 256 bits: one try in `difficulty` does. */
export function meetsDifficulty(seal: Uint8Array, difficulty: bigint): boolean {
  let number = 0n
  for (const byte of seal) number = (number << 8n) | BigInt(byte)
  return number * difficulty <= HASH_MAX
}

/**
 * Tries `count` numbers from `first` on (a u64; the last one is not passed) and returns the first that meets the difficulty.
 * Tries cost about 10 µs each.
 */
export function trySeals(
  binding: Uint8Array,
  difficulty: bigint,
  first: bigint,
  count: number,
): { readonly nonce: bigint; readonly seal: Uint8Array } | undefined {
  const input = new Uint8Array(NONCE_LENGTH + binding.length)
  input.set(binding, NONCE_LENGTH)
  input.set(encode(u64, first))
  for (let tried = 0; tried < count; tried++) {
    const seal = keccak256(sha256(input))
    // Nearly every hash starts too high; the exact check is for the few that do not.
    if (seal[0] === 0 || difficulty < 256n) {
      if (meetsDifficulty(seal, difficulty)) return { nonce: first + BigInt(tried), seal }
    }
    for (let i = 0; i < NONCE_LENGTH; i++) {
      input[i] = (input[i]! + 1) & 0xff
      if (input[i] !== 0) break
    }
  }
  return undefined
}
