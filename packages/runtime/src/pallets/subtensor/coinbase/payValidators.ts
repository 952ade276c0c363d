import type { State } from "@taonet/frame/state"
import { U96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { takeSplit } from "../math/dividends.ts"
import { storage } from "../schema.ts"
import { increaseStake, increaseStakeForHotkey, totalHotkeyAlpha } from "../staking/stake.ts"
import type { Division } from "./divide.ts"
import { settleCollateral } from "./settleCollateral.ts"

/**
 * Pays validators: the take goes to the hotkey's owner, the rest of the alpha part to all who staked on the hotkey, and the rest of the root
 * part to the queue of the hotkey's basket. Source: behaviour/coinbase.md section 7.5, steps 4 and 5.
 */
export function payValidators(state: State, netuid: number, dividends: Division["dividends"]): void {
  storage.AlphaDividendsPerSubnet.clear(state, netuid)
  for (const [hotkey, alpha] of dividends) {
    const rest = payTake(state, netuid, hotkey, alpha)
    if (rest > 0n) {
      increaseStakeForHotkey(state, hotkey, netuid, rest)
      storage.AlphaDividendsPerSubnet.set(state, netuid, hotkey, rest)
    }
    storage.TotalHotkeyAlphaLastEpoch.set(state, hotkey, netuid, totalHotkeyAlpha(state, hotkey, netuid))
  }
  storage.RootAlphaDividendsPerSubnet.clear(state, netuid)
  for (const [hotkey, , root] of dividends) {
    const rest = payTake(state, netuid, hotkey, root)
    if (rest === 0n) continue
    storage.PendingBasketDeposits.mutate(state, hotkey, netuid, (queued) => saturatingAddU64(queued, rest))
    storage.RootAlphaDividendsPerSubnet.set(state, netuid, hotkey, rest)
  }
}

/** Stakes the take of a dividend (U96F32 bits) for the hotkey's owner; returns what is left for stakers, rao. */
function payTake(state: State, netuid: number, hotkey: Hex, dividend: bigint): bigint {
  const owner = storage.Owner.get(state, hotkey)
  const { take, rest } = takeSplit(dividend, storage.Delegates.get(state, hotkey))
  const earning = { emission: U96F32.toU64(dividend), capturable: take }
  const liquid = take - settleCollateral(state, netuid, hotkey, owner, earning)
  if (liquid > 0n) increaseStake(state, hotkey, owner, netuid, liquid)
  return rest
}
