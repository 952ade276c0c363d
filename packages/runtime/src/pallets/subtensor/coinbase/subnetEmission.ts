import type { State } from "@taonet/frame/state"
import { currentAlphaPrice } from "../../swap/pool.ts"
import { blockEmission } from "../math/blockEmission.ts"
import { movingPriceSum, subnetEmissions } from "../math/subnetEmissionShares.ts"
import { type SubnetTerms, subnetTerms } from "../math/subnetTerms.ts"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { alphaIssuance, currentRootProportion } from "./alphaIssuance.ts"

/** 1 in U64F64 bits: the sum of moving prices above which root's alpha is kept for it. */
const rootSellThreshold = 1n << 64n

/** The subnets that take part in emission: started, and open for staking and registration. */
export function emittingNetuids(state: State, netuids: readonly number[]): number[] {
  return netuids.filter(
    (netuid) =>
      storage.FirstEmissionBlockNumber.has(state, netuid) &&
      storage.SubtokenEnabled.get(state, netuid) &&
      storage.NetworkRegistrationAllowed.get(state, netuid),
  )
}

export interface EmissionPlan {
  readonly netuid: number
  readonly terms: SubnetTerms
}

/**
 * How `emission` (rao of TAO) is divided over the emitting subnets, and what each gets into pool and hands. All terms are taken before
 * anything moves, so no subnet's injection changes another's. Writes only the gate bar.
 */
export function planEmission(state: State, netuids: readonly number[], emission: bigint): EmissionPlan[] {
  if (netuids.length === 0) return []
  const oldBar = storage.EmissionGateBar.get(state)
  const { tao, gateBar } = subnetEmissions(
    netuids.map((netuid) => ({
      mechanism: storage.SubnetMechanism.get(state, netuid),
      movingPrice: storage.SubnetMovingPrice.get(state, netuid),
      minerBurned: storage.MinerBurned.get(state, netuid),
      emissionEnabled: storage.SubnetEmissionEnabled.get(state, netuid),
    })),
    {
      bar: oldBar,
      barRank: storage.EmissionBarRank.get(state),
      barQuantile: storage.EmissionBarQuantile.get(state),
      exponent: storage.EmissionGateExponent.get(state),
    },
    Number(currentBlock(state)),
    emission,
  )
  if (gateBar !== oldBar) storage.EmissionGateBar.set(state, gateBar)
  return netuids.map((netuid, i) => ({
    netuid,
    terms: subnetTerms({
      taoEmission: tao[i] ?? 0n,
      spotPrice: currentAlphaPrice(state, netuid),
      alphaEmission: blockEmission(alphaIssuance(state, netuid)),
      rootProportion: currentRootProportion(state, netuid),
    }),
  }))
}

/** Whether root's alpha is worth keeping for it in this block; it is recycled otherwise. */
export function keepsRootAlpha(state: State, netuids: readonly number[]): boolean {
  const sum = movingPriceSum(
    netuids.map((netuid) => ({
      mechanism: storage.SubnetMechanism.get(state, netuid),
      movingPrice: storage.SubnetMovingPrice.get(state, netuid),
    })),
  )
  return sum > rootSellThreshold
}
