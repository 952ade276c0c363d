/** TAO by block number. Source: The Bittensor Thesis (one TAO a block, halvings every 10,500,000 blocks, 64 of them, 21 million at most). */
import type { EmissionSchedule } from "../../../specs/thesisRules.ts"

/** Below a rao: a reward that was halved 64 times still has its 64th bit behind the point. */
const FRACTION_BITS = 64n

/**
 * Rao minted from block 1 up to and including `block`, floor. Rewards below a rao add up: after the 29th halving a rao comes in every second
 * block, later in fewer. With the last halving nothing comes any more, so `reward` · `halvingBlocks` · 2 is never reached.
 */
export function mintedUpTo(schedule: EmissionSchedule, block: number): bigint {
  const { reward, halvingBlocks, halvings } = schedule
  const period = BigInt(halvingBlocks)
  let remaining = BigInt(block)
  let total = 0n
  for (let halved = 0n; halved < BigInt(halvings) && remaining > 0n; halved++) {
    const blocks = remaining < period ? remaining : period
    total += blocks * ((reward << FRACTION_BITS) >> halved)
    remaining -= blocks
  }
  return total >> FRACTION_BITS
}

/** Rao that one block mints. */
export const mintedIn = (schedule: EmissionSchedule, block: number): bigint =>
  block === 0 ? 0n : mintedUpTo(schedule, block) - mintedUpTo(schedule, block - 1)
