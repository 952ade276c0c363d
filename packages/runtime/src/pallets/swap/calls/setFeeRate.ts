import { ensure } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { storage as subtensor } from "../../subtensor/storage.ts"
import type { calls } from "../calls.ts"
import { constants } from "../constants.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"

/** Root sets a subnet's fee rate. Errors: MechanismDoesNotExist, FeeRateTooHigh. behaviour/staking.md section 11. */
export const setFeeRate: Handler<typeof calls.set_fee_rate> = (state, origin, { netuid, rate }) => {
  ensureRoot(origin)
  ensure(subtensor.NetworksAdded.get(state, netuid), errors.MechanismDoesNotExist)
  ensure(rate <= constants.MaxFeeRate.get(state), errors.FeeRateTooHigh)
  storage.FeeRate.set(state, netuid, rate)
  events.FeeRateSet.deposit(state, { netuid, rate })
}
