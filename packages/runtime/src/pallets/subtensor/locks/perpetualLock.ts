import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { errors, events, storage } from "../schema.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { rollWithSum, saveWithSum } from "./lockModel.ts"
import { addToSum, findLock, isPerpetual, kindOfLock, takeFromSum } from "./rows.ts"

/** Lets a coldkey's lock on a subnet, present or future, keep its mass or fade. Raises SubnetNotExists. */
export function setPerpetualLock(state: State, coldkey: Hex, netuid: number, enabled: boolean): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const changes = isPerpetual(state, coldkey, netuid) !== enabled
  const found = findLock(state, coldkey, netuid)
  if (found) {
    const rolled = rollWithSum(state, coldkey, netuid, found.hotkey)
    saveWithSum(state, coldkey, netuid, rolled)
    if (changes) takeFromSum(state, netuid, found.hotkey, rolled.kind, rolled.lock)
  }
  if (enabled) storage.DecayingLock.set(state, coldkey, netuid, false)
  else storage.DecayingLock.delete(state, coldkey, netuid)

  const still = changes ? findLock(state, coldkey, netuid) : undefined
  if (still) {
    const kind = kindOfLock(state, coldkey, netuid, still.hotkey)
    addToSum(state, netuid, still.hotkey, kind, still.lock)
  }
  events.PerpetualLockUpdated.deposit(state, { coldkey, netuid, enabled })
}
