import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { childkeyTake, lowestChildkeyTake } from "../children/takes.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { childkeyTakeLimit, passesActionLimit, stampAction } from "../keys/actionLimits.ts"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { storage } from "../storage.ts"
import { subnetExists } from "../subnets/subnets.ts"

/** The owner sets what its hotkey keeps as a child. Lowering waits for nothing, but the next raise waits for it. Source: behaviour/keys-and-fees.md section 4. */
export const setChildkeyTake: Handler<typeof calls.set_childkey_take> = (state, origin, args) => {
  const { hotkey, netuid, take } = args
  const coldkey = ensureSigned(origin)
  ensure(ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const inBounds = take >= lowestChildkeyTake(state, netuid) && take <= storage.MaxChildkeyTake.get(state)
  ensure(inBounds, errors.InvalidChildkeyTake)
  if (take > childkeyTake(state, hotkey, netuid)) {
    ensure(
      passesActionLimit(state, hotkey, netuid, childkeyTakeLimit),
      errors.TxChildkeyTakeRateLimitExceeded,
    )
  }
  stampAction(state, hotkey, netuid, childkeyTakeLimit)
  storage.ChildkeyTake.set(state, hotkey, netuid, take)
  events.ChildKeyTakeSet.deposit(state, [hotkey, take])
}
