import { type Shielded, shieldedExtrinsic, tagLength, unshield } from "@taonet/primitives/shield/shielded"
import type { ShieldKeys } from "./keys.ts"

/** What an author does with encrypted transactions. */
export interface Shield {
  /** The key to announce in block `number`. */
  announced(number: number): Uint8Array
  /** Whether block `number` may take it: the author has its key. Does not look inside. */
  canOpen(shielded: Shielded, number: number): boolean
  /** The transaction inside; undefined when it is none. */
  open(shielded: Shielded, number: number): Uint8Array | undefined
}

/**
 * The reference takes a transaction only for the one key that the parent's state has pending, because another author may have the next
 * block. Here whatever the author can open is taken: blocks of 250 ms leave a client no time to hit the one.
 */
export function createShield(keys: ShieldKeys): Shield {
  return {
    announced: keys.announced,
    canOpen: ({ keyHash }, number) => keys.find(keyHash, number) !== undefined,
    open(shielded, number) {
      const pair = keys.find(shielded.keyHash, number)
      const plain = pair && unshield(pair.decapsulationKey, shielded)
      return plain && shieldedExtrinsic(plain)
    },
  }
}

/** Bytes of the transaction inside, known before it is opened. */
export const innerSize = ({ sealed }: Shielded): number => Math.max(0, sealed.length - tagLength)
