/** What several invariants need. */
import type { State } from "@taonet/frame/state"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"

export const difference = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)

/** Whether the block whose end this is deposited one of these events, named as `Pallet.Event`. */
export const hasEvent = (state: State, names: ReadonlySet<string>): boolean =>
  system.Events.get(state).some(({ event }) => names.has(`${event.type}.${event.value.type}`))

/** A subnet made in this block, whose counters the reference starts apart. */
export const isNewSubnet = (state: State, netuid: number): boolean =>
  subtensor.NetworkRegisteredAt.has(state, netuid) &&
  subtensor.NetworkRegisteredAt.get(state, netuid) === BigInt(system.Number.get(state))

/** Alpha in rao on all hotkeys, by subnet. */
export function stakedBySubnet(state: State): ReadonlyMap<number, bigint> {
  const staked = new Map<number, bigint>()
  for (const [[, netuid], alpha] of subtensor.TotalHotkeyAlpha.entries(state))
    staked.set(netuid, (staked.get(netuid) ?? 0n) + alpha)
  return staked
}
