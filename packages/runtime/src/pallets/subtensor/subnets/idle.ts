import type { State } from "@taonet/frame/state"
import { checkQueuedParents } from "../children/thresholds.ts"
import { events, storage } from "../schema.ts"
import { clearAlphaCounters } from "./newNetwork.ts"
import { purgeStake, purgeSubnet } from "./purge.ts"
import { processRegistrationQueue } from "./registrationQueue.ts"
import { closePool, convertBaskets, payStakers } from "./settlement.ts"

/**
 * End of every block (`on_idle`, before `on_finalize`): cleans up one dissolved subnet, creates one that waited, and checks parents whose
 * stake has left. The reference may spread this over several blocks by weight; here it is always done at once.
 */
export function onIdle(state: State): void {
  const [netuid, ...others] = storage.DissolveCleanupQueue.get(state)
  if (netuid !== undefined) {
    cleanUp(state, netuid)
    storage.DissolveCleanupQueue.set(state, others)
  }
  processRegistrationQueue(state)
  checkQueuedParents(state)
}

function cleanUp(state: State, netuid: number): void {
  convertBaskets(state, netuid)
  payStakers(state, netuid)
  purgeStake(state, netuid)
  closePool(state, netuid)
  purgeSubnet(state, netuid)
  clearAlphaCounters(state, netuid)
  events.NetworkDissolveCleanupCompleted.deposit(state, { netuid })
}
