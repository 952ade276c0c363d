import type { State } from "@taonet/frame/state"
import { storage as alphaAssets } from "../pallets/alphaAssets/schema.ts"
import { storage as balances } from "../pallets/balances/schema.ts"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { storage as swap } from "../pallets/swap/schema.ts"
import type { Invariant } from "./invariant.ts"

/** No amount of any token comes near it: what is above has gone below 0 and wrapped, or was never counted down. */
const ABSURD = 1n << 62n

interface Rows {
  readonly pallet: string
  readonly name: string
  entries(state: State): Iterable<readonly [readonly unknown[], bigint]>
}

const byKey: readonly Rows[] = [
  subtensor.SubnetTAO,
  subtensor.SubnetAlphaIn,
  subtensor.SubnetAlphaOut,
  subtensor.SubnetProtocolAlpha,
  subtensor.TotalAlphaStaked,
  subtensor.TotalHotkeyAlpha,
  subtensor.PendingServerEmission,
  subtensor.PendingValidatorEmission,
  subtensor.PendingRootAlphaDivs,
  subtensor.PendingOwnerCut,
  subtensor.PendingBasketDeposits,
  subtensor.AccumulatedLeaseDividends,
  subtensor.ColdkeyMinerCollateral,
  alphaAssets.TotalAlphaIssuance,
  alphaAssets.AlphaBurned,
  swap.BalancerTaoReservoir,
  swap.BalancerAlphaReservoir,
]

const totals = [subtensor.TotalIssuance, subtensor.TotalStake, balances.TotalIssuance]

/** Nothing negative, nothing wrapped. */
export const amountsAreSane: Invariant = {
  name: "amounts < 2^62 rao",
  *check(state) {
    for (const item of totals) {
      const rao = item.get(state)
      if (rao >= ABSURD) yield { subject: `${item.pallet}.${item.name}`, by: rao, detail: `${rao} rao` }
    }
    for (const item of byKey)
      for (const [key, rao] of item.entries(state))
        if (rao >= ABSURD)
          yield { subject: `${item.pallet}.${item.name}(${key.join(", ")})`, by: rao, detail: `${rao} rao` }
  },
}
