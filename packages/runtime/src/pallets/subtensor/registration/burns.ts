import type { State } from "@taonet/frame/state"
import { saturatingAddU16, saturatingAddU64 } from "@taonet/primitives/integers"
import { isEpochDue } from "../coinbase/schedule.ts"
import { type BurnBounds, bumpedBurn, decayedBurn } from "../math/registrationBurn.ts"
import { events, storage } from "../schema.ts"
import { allNetuids, ROOT_NETUID } from "../subnets/subnets.ts"

/**
 * Block step 1, before emission: lets the registration price of every subnet decay (from block 2 on) within its bounds and
 * opens the counters of the new block. Root's interval starts anew when its epoch is due; as root never has one, that is in
 * every block once its first tempo is over.
 */
export function updateRegistrationBurns(state: State, block: number): void {
  const rootEpochDue = isEpochDue(state, ROOT_NETUID, BigInt(block))
  for (const netuid of allNetuids(state)) {
    const burn = storage.Burn.get(state, netuid)
    const halfLife = block > 1 ? storage.BurnHalfLife.get(state, netuid) : 0
    const next = decayedBurn(burn, halfLife, boundsOf(state, netuid))
    if (next !== burn) storage.Burn.set(state, netuid, next)
    storage.RegistrationsThisBlock.set(state, netuid, 0)
    if (netuid === ROOT_NETUID && rootEpochDue) storage.RegistrationsThisInterval.set(state, netuid, 0)
  }
}

/** Raises a subnet's price after a registration; the next one in the same block already pays it. */
export function bumpRegistrationBurn(state: State, netuid: number): void {
  const multiplier = storage.BurnIncreaseMult.get(state, netuid)
  storage.Burn.mutate(state, netuid, (burn) => bumpedBurn(burn, multiplier, boundsOf(state, netuid)))
}

/** Counts a registration of this block. */
export function countRegistration(state: State, netuid: number): void {
  storage.RegistrationsThisBlock.mutate(state, netuid, (count) => saturatingAddU16(count, 1))
}

/** Counts TAO (rao) that registrations on a subnet spent. */
export function addRecycled(state: State, netuid: number, rao: bigint): void {
  const total = saturatingAddU64(storage.RAORecycledForRegistration.get(state, netuid), rao)
  storage.RAORecycledForRegistration.set(state, netuid, total)
  events.RAORecycledForRegistrationSet.deposit(state, [netuid, total])
}

const boundsOf = (state: State, netuid: number): BurnBounds => ({
  min: storage.MinBurn.get(state, netuid),
  max: storage.MaxBurn.get(state, netuid),
})
