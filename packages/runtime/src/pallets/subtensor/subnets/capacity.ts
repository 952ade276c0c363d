import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { errors, storage } from "../schema.ts"
import { getNetworkToPrune } from "./networkToPrune.ts"
import { allNetuids, ordinaryNetuids } from "./subnets.ts"

/** Whether subnets fill all places, those still being cleaned up included. */
export function isFull(state: State): boolean {
  const count = ordinaryNetuids(state).length + storage.DissolveCleanupQueue.get(state).length
  return count >= storage.SubnetLimit.get(state)
}

/** How a new subnet gets its place. */
export type Place =
  | { readonly type: "Free" }
  /** A place will be free after a cleanup that nobody else waits for. */
  | { readonly type: "Wait" }
  /** This subnet must go. */
  | { readonly type: "Prune"; readonly netuid: number }

/** Raises SubnetLimitReached when all places are taken by subnets that are still immune. */
export function findPlace(state: State): Place {
  if (!isFull(state)) return { type: "Free" }
  const leaving = storage.DissolveCleanupQueue.get(state).length
  if (leaving > storage.NetworkRegistrationQueue.get(state).length) return { type: "Wait" }
  return { type: "Prune", netuid: getNetworkToPrune(state) ?? fail(errors.SubnetLimitReached) }
}

/** Smallest id from 1 on that no subnet has and none waits to leave. Raises SubnetLimitReached. */
export function nextNetuid(state: State): number {
  ensure(!isFull(state), errors.SubnetLimitReached)
  const taken = new Set([...allNetuids(state), ...storage.DissolveCleanupQueue.get(state)])
  let netuid = 1
  while (taken.has(netuid)) netuid++
  return netuid
}
