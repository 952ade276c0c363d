import type { Hex } from "@taonet/primitives/hex"
import type { Shielded } from "@taonet/primitives/shield/shielded"
import type { Author } from "../chain/execute.ts"
import { createShieldKeys, rotationBlocksOf } from "./keys.ts"
import { createShield, type Shield } from "./shield.ts"

/** What a node does with encrypted transactions that holds the keys of any number of authors. */
export interface Shields {
  /** The key that this author announces in block `number`; undefined where it announces none. */
  announced(account: Hex | undefined, number: number): Uint8Array | undefined
  /** Whether block `number` may take it: some author here has its key. */
  canOpen(shielded: Shielded, number: number): boolean
  open(shielded: Shielded, number: number): Uint8Array | undefined
}

export function createShields(authors: readonly Author[], slotMs: number): Shields {
  const rotationBlocks = rotationBlocksOf(slotMs)
  const shields = new Map<Hex, Shield>()
  for (const { account, shieldSeed: seed } of authors)
    if (seed !== undefined) shields.set(account, createShield(createShieldKeys({ seed, rotationBlocks })))
  const owner = (shielded: Shielded, number: number): Shield | undefined =>
    [...shields.values()].find((shield) => shield.canOpen(shielded, number))

  return {
    announced: (account, number) => account && shields.get(account)?.announced(number),
    canOpen: (shielded, number) => owner(shielded, number) !== undefined,
    open: (shielded, number) => owner(shielded, number)?.open(shielded, number),
  }
}
