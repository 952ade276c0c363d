import { concatBytes } from "@taonet/primitives/bytes"
import { blake2b512 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u32 } from "@taonet/primitives/scale/index"
import { type ShieldKeypair, shieldKeypair } from "@taonet/primitives/shield/keys"

/** The author's keys for encrypted transactions. */
export interface ShieldKeys {
  /** What the author of block `number` announces in it. */
  announced(number: number): Uint8Array
  /** The pair of a key that was announced before block `number` and is not forgotten yet. */
  find(hash: Uint8Array, number: number): ShieldKeypair | undefined
}

export interface ShieldKeysOptions {
  /** 32 bytes. Whoever knows them can open everything that was ever encrypted to this author. */
  readonly seed: Uint8Array
  /** A new key every so many blocks. */
  readonly rotationBlocks: number
  /** A key opens transactions for so many blocks after its last announcement. */
  readonly keptBlocks?: number
}

/**
 * A key is the users' for one block after its last announcement, then a transaction lives for 8 at most. Authors who take turns announce once a
 * round: of 21 seats, the most that a network here has, that is 21 blocks.
 */
const keptBlocksDefault = 32

/** As often as the live network, which makes one a block. */
const rotationMs = 12_000

export const rotationBlocksOf = (slotMs: number): number => Math.max(1, Math.round(rotationMs / slotMs))

/**
 * Every key follows from the seed and the block's number: a node that was restarted opens what was encrypted before, and the same run gives
 * the same blocks.
 */
export function createShieldKeys(options: ShieldKeysOptions): ShieldKeys {
  const { seed, rotationBlocks, keptBlocks = keptBlocksDefault } = options
  if (seed.length !== 32) throw new RangeError("a shield seed has 32 bytes")
  const pairs = new Map<number, ShieldKeypair>()
  const byHash = new Map<Hex, ShieldKeypair>()

  const generationAt = (number: number): number => Math.floor(Math.max(number, 0) / rotationBlocks)

  function pairOf(generation: number): ShieldKeypair {
    const known = pairs.get(generation)
    if (known !== undefined) return known
    const pair = shieldKeypair(blake2b512(concatBytes(seed, encode(u32, generation))))
    pairs.set(generation, pair)
    byHash.set(toHex(pair.hash), pair)
    return pair
  }

  function forgetAllBut(oldest: number, newest: number): void {
    for (const [generation, pair] of pairs) {
      if (generation >= oldest && generation <= newest) continue
      pairs.delete(generation)
      byHash.delete(toHex(pair.hash))
    }
  }

  return {
    announced: (number) => pairOf(generationAt(number)).encapsulationKey,
    find(hash, number) {
      const oldest = generationAt(number - keptBlocks)
      const newest = generationAt(number)
      forgetAllBut(oldest, newest)
      for (let generation = oldest; generation <= newest; generation++) pairOf(generation)
      return byHash.get(toHex(hash))
    },
  }
}
