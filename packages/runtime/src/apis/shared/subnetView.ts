import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storageIndex } from "../../pallets/subtensor/neurons/storageIndex.ts"
import { type StakeWeights, stakeWeights } from "../../pallets/subtensor/staking/inheritance.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { currentBlock } from "../../pallets/subtensor/subnets/currentBlock.ts"
import type { MinerCollateralState } from "../../pallets/subtensor/types.ts"

/** A subnet as one answer sees it. Lists that several fields share are read once, when the first field asks. */
export interface SubnetView {
  readonly state: State
  readonly netuid: number
  /** Row of the per-mechanism lists. */
  readonly index: number
  readonly block: bigint
  readonly uids: readonly number[]
  readonly hotkeys: () => Hex[]
  /** Owners of the hotkeys. */
  readonly coldkeys: () => Hex[]
  readonly stakeWeights: () => StakeWeights
  readonly collateral: () => (MinerCollateralState | undefined)[]
}

export function subnetView(state: State, netuid: number, mechanism = 0): SubnetView {
  const uids = Array.from({ length: storage.SubnetworkN.get(state, netuid) }, (_, uid) => uid)
  const hotkeys = lazily(() => uids.map((uid) => storage.Keys.get(state, netuid, uid)))
  const coldkeys = lazily(() => hotkeys().map((hotkey) => storage.Owner.get(state, hotkey)))
  return {
    state,
    netuid,
    index: storageIndex(netuid, mechanism),
    block: currentBlock(state),
    uids,
    hotkeys,
    coldkeys,
    stakeWeights: lazily(() => stakeWeights(state, netuid)),
    collateral: lazily(() => {
      if (storage.MinerCollateral.keys(state, netuid).next().done) return uids.map(() => undefined)
      const owners = coldkeys()
      return hotkeys().map((hotkey, uid) => storage.MinerCollateral.get(state, netuid, hotkey, owners[uid]!))
    }),
  }
}

function lazily<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}
