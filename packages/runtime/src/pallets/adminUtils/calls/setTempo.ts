import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { constants, errors, events, storage } from "../../subtensor/schema.ts"
import { currentBlock } from "../../subtensor/subnets/currentBlock.ts"
import { ensureSubnetOwnerOrRoot, subnetExists } from "../../subtensor/subnets/subnets.ts"
import { ensureNotFrozen } from "../freezeWindow.ts"
import { ensureWithinLimit, recordUse, tempoLimit } from "../ownerLimits.ts"
import type { calls } from "../schema.ts"

/**
 * Sets a subnet's tempo and starts a new period now. Root may give any, 0 stops epochs; the bounds and the rate limit are the owner's.
 * Checks: BadOrigin, SubnetNotExists, TempoOutOfBounds, freeze window, TxRateLimitExceeded. behaviour/subnets.md section 8.
 */
export const setTempo: Handler<typeof calls.sudo_set_tempo> = (state, origin, { netuid, tempo }) => {
  const owner = ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const within = tempo >= constants.MinTempo.get(state) && tempo <= constants.MaxTempo.get(state)
  ensure(owner === undefined || within, errors.TempoOutOfBounds)
  ensureNotFrozen(state, netuid)
  if (owner !== undefined) ensureWithinLimit(state, netuid, owner, tempoLimit)
  storage.Tempo.set(state, netuid, tempo)
  events.TempoSet.deposit(state, [netuid, tempo])
  storage.LastEpochBlock.set(state, netuid, currentBlock(state))
  recordUse(state, netuid, owner, tempoLimit)
}
