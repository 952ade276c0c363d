import type { State } from "@taonet/frame/state"
import { votingPowerEma } from "../math/mechanisms.ts"
import { hotkeyOf, uidOf } from "../neurons/uids.ts"
import { events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import type { SubnetEpoch } from "./combine.ts"

/**
 * Follows the stake of permitted validators with a moving average, where the subnet tracks it; ends the tracking where its time is up.
 * Source: behaviour/coinbase.md section 7.3.
 */
export function updateVotingPower(state: State, netuid: number, epoch: SubnetEpoch): void {
  if (!storage.VotingPowerTrackingEnabled.get(state, netuid)) return
  const disableAt = storage.VotingPowerDisableAtBlock.get(state, netuid)
  if (disableAt > 0n && disableAt <= currentBlock(state)) {
    stopTracking(state, netuid)
    return
  }

  const alpha = storage.VotingPowerEmaAlpha.get(state, netuid)
  const threshold = storage.StakeThreshold.get(state)
  for (const [uid, permitted] of epoch.validatorPermit.entries()) {
    const hotkey = hotkeyOf(state, netuid, uid)
    if (hotkey === undefined) continue
    const old = storage.VotingPower.get(state, netuid, hotkey)
    const power = votingPowerEma(epoch.stake[uid]!, old, alpha)
    // Only a fall through the threshold removes: who climbs toward it is kept.
    if (!permitted || (power < threshold && old >= threshold))
      storage.VotingPower.delete(state, netuid, hotkey)
    else if (power > 0n) storage.VotingPower.set(state, netuid, hotkey, power)
  }
  for (const [, hotkey] of [...storage.VotingPower.keys(state, netuid)]) {
    if (uidOf(state, netuid, hotkey) === undefined) storage.VotingPower.delete(state, netuid, hotkey)
  }
  storeTotal(state, netuid)
}

function stopTracking(state: State, netuid: number): void {
  storage.VotingPower.clear(state, netuid)
  storage.VotingPowerTrackingEnabled.set(state, netuid, false)
  storage.VotingPowerDisableAtBlock.delete(state, netuid)
  storeTotal(state, netuid)
  events.VotingPowerTrackingDisabled.deposit(state, { netuid })
}

function storeTotal(state: State, netuid: number): void {
  let total = 0n
  for (const [, power] of storage.VotingPower.entries(state, netuid)) total += power
  if (total > 0n) storage.TotalVotingPower.set(state, netuid, total)
  else storage.TotalVotingPower.delete(state, netuid)
}
