/** Stake that works for hotkeys on a subnet, child keys and root stake included. Source: coinbase.md section 8. */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { Relation } from "../children/relations.ts"
import { liveChildren, liveParents } from "../children/thresholds.ts"
import { inheritedStake, stakeWeight } from "../math/inheritedStake.ts"
import { taoWeightFraction } from "../math/rootProportion.ts"
import { hotkeyOf } from "../neurons/uids.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { totalHotkeyAlpha } from "./stake.ts"

/** Stake of a hotkey on a subnet, in rao. */
export interface InheritedStakes {
  /** Alpha of the subnet, less what children got, plus what parents lend; on root its own stake. */
  readonly alpha: bigint
  /** Root stake by the same lists. */
  readonly tao: bigint
}

/** The vectors of a subnet by uid: what the epoch and the metagraph read. */
export interface StakeWeights {
  readonly alpha: bigint[]
  readonly tao: bigint[]
  /** alpha + tao · TaoWeight, I64F64 bits. */
  readonly total: bigint[]
}

export function stakeWeights(state: State, netuid: number): StakeWeights {
  const out: StakeWeights = { alpha: [], tao: [], total: [] }
  const taoWeight = taoWeightFraction(storage.TaoWeight.get(state))
  const count = storage.SubnetworkN.get(state, netuid)
  for (let uid = 0; uid < count; uid++) {
    const hotkey = hotkeyOf(state, netuid, uid)
    const { alpha, tao } = hotkey === undefined ? noStake : inheritedStakes(state, netuid, hotkey)
    out.alpha.push(alpha)
    out.tao.push(tao)
    out.total.push(stakeWeight(alpha, tao, taoWeight))
  }
  return out
}
const noStake: InheritedStakes = { alpha: 0n, tao: 0n }

export function inheritedStakes(state: State, netuid: number, hotkey: Hex): InheritedStakes {
  const children = liveChildren(state, netuid, hotkey)
  const parents = liveParents(state, netuid, hotkey)
  const on = (stakeNetuid: number): bigint => inheritedOn(state, hotkey, stakeNetuid, children, parents)
  return {
    alpha: netuid === ROOT_NETUID ? totalHotkeyAlpha(state, hotkey, ROOT_NETUID) : on(netuid),
    tao: on(ROOT_NETUID),
  }
}

/** alpha + tao · TaoWeight of one hotkey, I64F64 bits. */
export function totalStakeWeight(state: State, netuid: number, hotkey: Hex): bigint {
  const { alpha, tao } = inheritedStakes(state, netuid, hotkey)
  return stakeWeight(alpha, tao, taoWeightFraction(storage.TaoWeight.get(state)))
}

/** Stake on `stakeNetuid`, lent and borrowed by these lists. */
function inheritedOn(
  state: State,
  hotkey: Hex,
  stakeNetuid: number,
  children: readonly Relation[],
  parents: readonly Relation[],
): bigint {
  const own = totalHotkeyAlpha(state, hotkey, stakeNetuid)
  if (children.length === 0 && parents.length === 0) return own
  return inheritedStake(
    own,
    children.map(([proportion]) => proportion),
    parents.map(([proportion, parent]) => ({
      proportion,
      stake: totalHotkeyAlpha(state, parent, stakeNetuid),
    })),
  )
}
