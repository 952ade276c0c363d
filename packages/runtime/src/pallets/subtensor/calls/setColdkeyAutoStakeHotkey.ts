import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { isRegistered } from "../neurons/uids.ts"
import { storage } from "../storage.ts"
import { subnetExists } from "../subnets/subnets.ts"

/** A coldkey chooses where its miners' rewards on a subnet are staked. Source: behaviour/staking.md section 8 (425). */
export const setColdkeyAutoStakeHotkey: Handler<typeof calls.set_coldkey_auto_stake_hotkey> = (
  state,
  origin,
  { netuid, hotkey },
) => {
  const coldkey = ensureSigned(origin)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(isRegistered(state, netuid, hotkey), errors.HotKeyNotRegisteredInSubNet)
  const previous = storage.AutoStakeDestination.get(state, coldkey, netuid)
  ensure(previous !== hotkey, errors.SameAutoStakeHotkeyAlreadySet)
  if (previous !== undefined) {
    storage.AutoStakeDestinationColdkeys.mutate(state, previous, netuid, (coldkeys) =>
      coldkeys.filter((key) => key !== coldkey),
    )
  }
  storage.AutoStakeDestination.set(state, coldkey, netuid, hotkey)
  storage.AutoStakeDestinationColdkeys.mutate(state, hotkey, netuid, (coldkeys) =>
    coldkeys.includes(coldkey) ? coldkeys : [...coldkeys, coldkey],
  )
  events.AutoStakeDestinationSet.deposit(state, { coldkey, netuid, hotkey })
}
