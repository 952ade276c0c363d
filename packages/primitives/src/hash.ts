/**
 * The hashers of the chain. All are synchronous and pure.
 */
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js"
import { keccak_256 } from "@noble/hashes/sha3.js"
import { concatBytes } from "./bytes.ts"
import { blake2b, twox } from "./hash/fast.ts"

export const blake2b64 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 8)
export const blake2b128 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 16)
export const blake2b256 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 32)
export const blake2b512 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 64)

/** XXH64 with seed 0; the longer forms append seeds 1, 2 and 3. Not collision resistant: for trusted keys only. */
export const twox64 = (bytes: Uint8Array): Uint8Array => twox(bytes, 8)
export const twox128 = (bytes: Uint8Array): Uint8Array => twox(bytes, 16)
export const twox256 = (bytes: Uint8Array): Uint8Array => twox(bytes, 32)

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes)
export const keccak256 = (bytes: Uint8Array): Uint8Array => keccak_256(bytes)

/** What the metadata calls a storage map's hasher, as a function from the encoded key to its part of the storage key. */
export type StorageHasher = (encodedKey: Uint8Array) => Uint8Array

export const identityHasher: StorageHasher = (key) => key
export const blake2_128Concat: StorageHasher = (key) => concatBytes(blake2b128(key), key)
export const twox64Concat: StorageHasher = (key) => concatBytes(twox64(key), key)

/** By the names that FRAME's macros use. */
export const storageHashers = {
  identity: identityHasher,
  blake2_128: blake2b128,
  blake2_256: blake2b256,
  blake2_128_concat: blake2_128Concat,
  twox_128: twox128,
  twox_256: twox256,
  twox_64_concat: twox64Concat,
} as const satisfies Record<string, StorageHasher>

export type StorageHasherName = keyof typeof storageHashers

/** How many bytes of hash stand before the key itself where the key can be read back, or undefined where it cannot. */
export const hashPrefixLength: Readonly<Record<StorageHasherName, number | undefined>> = {
  identity: 0,
  blake2_128: undefined,
  blake2_256: undefined,
  blake2_128_concat: 16,
  twox_128: undefined,
  twox_256: undefined,
  twox_64_concat: 8,
}
