import { ensure } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"
import { subnetExists } from "../subnets/subnets.ts"

const ONE = 10n ** 18n

/** Root sets how fast voting power follows stake, in parts of 10^18. Raises BadOrigin, InvalidVotingPowerEmaAlpha, SubnetNotExists. */
export const sudoSetVotingPowerEmaAlpha: Handler<typeof calls.sudo_set_voting_power_ema_alpha> = (
  state,
  origin,
  { netuid, alpha },
) => {
  ensureRoot(origin)
  ensure(alpha <= ONE, errors.InvalidVotingPowerEmaAlpha)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  storage.VotingPowerEmaAlpha.set(state, netuid, alpha)
  events.VotingPowerEmaAlphaSet.deposit(state, { netuid, alpha })
}
