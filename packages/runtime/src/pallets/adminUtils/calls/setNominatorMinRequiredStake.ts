import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import { storage } from "../../subtensor/schema.ts"
import { clearSmallNomination, minimumNomination } from "../../subtensor/staking/nominators.ts"
import type { calls } from "../schema.ts"

/**
 * Sets the factor (in millionths) of the smallest nomination. As on the reference chain that factor is compared with the old minimum in
 * rao, of all things, to tell whether nominations may have become too small.
 */
export const setNominatorMinRequiredStake: Handler<typeof calls.sudo_set_nominator_min_required_stake> = (
  state,
  origin,
  { min_stake },
) => {
  ensureRoot(origin)
  const before = minimumNomination(state)
  storage.NominatorMinRequiredStake.set(state, min_stake)
  if (min_stake > before) clearSmallNominations(state)
}

/** Walks every position of the chain, in storage order; the list is taken first because sales change the maps. */
function clearSmallNominations(state: State): void {
  const positions = [...storage.Alpha.keys(state), ...storage.AlphaV2.keys(state)]
  for (const [hotkey, coldkey, netuid] of positions) clearSmallNomination(state, hotkey, coldkey, netuid)
}
