import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { inheritedStake, stakeWeight } from "../../pallets/subtensor/math/inheritedStake.ts"
import { taoWeightFraction } from "../../pallets/subtensor/math/rootProportion.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"

export interface StakeWeight {
  /** Alpha that works for the hotkey on the subnet: its own, less what its children got, plus what parents lend. Rao. */
  readonly alpha: bigint
  /** Root stake by the same relations, not weighted. Rao. */
  readonly tao: bigint
  /** alpha + tao · TaoWeight, I64F64 bits. */
  readonly total: bigint
}

/** Stake weights of hotkeys on a subnet, as consensus sees them. */
export function stakeWeights(state: State, netuid: number, hotkeys: readonly Hex[]): StakeWeight[] {
  const taoWeight = taoWeightFraction(storage.TaoWeight.get(state))
  const stake = (hotkey: Hex, on: number): bigint => storage.TotalHotkeyAlpha.get(state, hotkey, on)
  return hotkeys.map((hotkey) => {
    const children = storage.ChildKeys.get(state, hotkey, netuid).map(([proportion]) => proportion)
    const parents = storage.ParentKeys.get(state, hotkey, netuid)
    const inherited = (on: number): bigint =>
      inheritedStake(
        stake(hotkey, on),
        children,
        parents.map(([proportion, parent]) => ({ stake: stake(parent, on), proportion })),
      )
    const tao = inherited(ROOT_NETUID)
    const alpha = netuid === ROOT_NETUID ? stake(hotkey, ROOT_NETUID) : inherited(netuid)
    return { alpha, tao, total: stakeWeight(alpha, tao, taoWeight) }
  })
}

/** A weight in rao, floor. */
export const weightRao = (weight: bigint): bigint => I64F64.toU64(weight)
