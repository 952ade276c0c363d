/** The books of each subnet's alpha. Subnets that wait for their cleanup have none any more. */
import type { State } from "@taonet/frame/state"
import { storage as alphaAssets } from "../pallets/alphaAssets/schema.ts"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { allNetuids, ordinaryNetuids } from "../pallets/subtensor/subnets/subnets.ts"
import { storage as swap } from "../pallets/swap/schema.ts"
import type { Invariant } from "./invariant.ts"
import { difference, isNewSubnet, stakedBySubnet } from "./measures.ts"

/** The stake of all hotkeys adds up. The local genesis stakes without counting. */
export const stakeAddsUp: Invariant = {
  name: "SubtensorModule.TotalAlphaStaked = all TotalHotkeyAlpha",
  *check(state) {
    const staked = stakedBySubnet(state)
    for (const netuid of allNetuids(state)) {
      const [sum, total] = [staked.get(netuid) ?? 0n, subtensor.TotalAlphaStaked.get(state, netuid)]
      if (sum !== total) {
        const detail = `${sum} rao on hotkeys, counted ${total}`
        yield { subject: `subnet ${netuid}`, by: difference(sum, total), detail }
      }
    }
  },
}

/** Alpha outside the pool covers what is staked, waits to be paid, is kept by the chain or burned. */
export const alphaOutCovers: Invariant = {
  name: "SubtensorModule.SubnetAlphaOut ≥ all claims",
  *check(state) {
    const [staked, deposits] = [stakedBySubnet(state), basketDeposits(state)]
    for (const netuid of allNetuids(state)) {
      const claims =
        (staked.get(netuid) ?? 0n) +
        (deposits.get(netuid) ?? 0n) +
        pending(state, netuid) +
        subtensor.SubnetProtocolAlpha.get(state, netuid) +
        alphaAssets.AlphaBurned.get(state, netuid)
      const out = subtensor.SubnetAlphaOut.get(state, netuid)
      if (claims > out)
        yield { subject: `subnet ${netuid}`, by: claims - out, detail: `${claims} rao claimed, ${out} out` }
    }
  },
}

/** Trades move alpha between pool and stakers; only emission creates and only recycling destroys it, and AlphaAssets counts both. */
export const alphaIssuanceFollows: Invariant = {
  name: "AlphaAssets.TotalAlphaIssuance follows alpha in, out and waiting",
  *check(state) {
    for (const netuid of ordinaryNetuids(state)) {
      const exists =
        subtensor.SubnetAlphaIn.get(state, netuid) +
        subtensor.SubnetAlphaOut.get(state, netuid) +
        swap.BalancerAlphaReservoir.get(state, netuid)
      const issued = alphaAssets.TotalAlphaIssuance.get(state, netuid)
      if (exists === issued) continue
      const detail = `${exists} rao exist, ${issued} counted`
      const by = difference(exists, issued)
      yield { subject: `subnet ${netuid}`, by, detail, excused: () => isNewSubnet(state, netuid) }
    }
  },
}

/** Alpha that the next epoch pays out. What a lease's contributors wait for is staked already, on the lease's hotkey. */
function pending(state: State, netuid: number): bigint {
  return (
    subtensor.PendingServerEmission.get(state, netuid) +
    subtensor.PendingValidatorEmission.get(state, netuid) +
    subtensor.PendingRootAlphaDivs.get(state, netuid) +
    subtensor.PendingOwnerCut.get(state, netuid)
  )
}

function basketDeposits(state: State): ReadonlyMap<number, bigint> {
  const queued = new Map<number, bigint>()
  for (const [[, netuid], alpha] of subtensor.PendingBasketDeposits.entries(state))
    queued.set(netuid, (queued.get(netuid) ?? 0n) + alpha)
  return queued
}
