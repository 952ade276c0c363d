import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { ensureMaySchedule, scheduleChildren } from "../children/schedule.ts"
import { errors } from "../errors.ts"
import { childrenLimit, passesActionLimit, stampAction } from "../keys/actionLimits.ts"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"

/** The owner names the hotkeys that its hotkey lends stake to. Order of checks: behaviour/keys-and-fees.md section 5. */
export const setChildren: Handler<typeof calls.set_children> = (state, origin, args) => {
  const { hotkey, netuid, children } = args
  const coldkey = ensureSigned(origin)
  ensure(passesActionLimit(state, hotkey, netuid, childrenLimit), errors.TxRateLimitExceeded)
  ensure(netuid !== ROOT_NETUID, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensureMaySchedule(state, netuid, hotkey, children)
  stampAction(state, hotkey, netuid, childrenLimit)
  scheduleChildren(state, netuid, hotkey, children)
}
