/** Positions too small to keep, and what all stake on a hotkey is worth. */

import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { mulDivFloor } from "@taonet/primitives/integers"
import { currentAlphaPrice, MIN_PRICE_RAO } from "../../swap/pool.ts"
import { constants } from "../constants.ts"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { forceReduceLock } from "../locks/lockModel.ts"
import { storage } from "../storage.ts"
import { allNetuids } from "../subnets/subnets.ts"
import { decreaseStake, stakeOf, totalHotkeyAlpha } from "./stake.ts"
import { unstakeFromSubnet } from "./swapping.ts"

const FACTOR_ONE = 1_000_000n

/** Smallest nomination in rao of TAO: a factor (in millionths) of the minimum stake; 0 by default. */
export const minimumNomination = (state: State): bigint =>
  mulDivFloor(constants.InitialMinStake.get(state), storage.NominatorMinRequiredStake.get(state), FACTOR_ONE)

/**
 * Sells a nomination that fell below the minimum. Where it cannot be sold the position is removed without payment, and what the failed
 * sale did until then stays done, as on the reference chain. The owner's own stake may be of any size.
 */
export function clearSmallNomination(state: State, hotkey: Hex, coldkey: Hex, netuid: number): void {
  if (ownsHotkey(state, coldkey, hotkey)) return
  const stake = stakeOf(state, hotkey, coldkey, netuid)
  if (stake === 0n) return
  const price = currentAlphaPrice(state, netuid)
  const minimum = U64F64.toU64(U64F64.safeDiv(U64F64.fromInt(minimumNomination(state)), price))
  if (stake >= minimum) return
  try {
    unstakeFromSubnet(state, hotkey, coldkey, netuid, stake, {
      limitPrice: MIN_PRICE_RAO,
      enforceRootHold: false,
    })
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error
    const rest = stakeOf(state, hotkey, coldkey, netuid)
    decreaseStake(state, hotkey, coldkey, netuid, rest)
  }
  forceReduceLock(state, coldkey, netuid, stake)
}

/** Value in rao of TAO of all stake on a hotkey: floor of Σ alpha · spot price over all subnets. */
export function totalHotkeyStake(state: State, hotkey: Hex): bigint {
  let total = 0n
  for (const netuid of allNetuids(state)) {
    const alpha = totalHotkeyAlpha(state, hotkey, netuid)
    if (alpha > 0n) {
      total = U64F64.add(total, U64F64.mul(U64F64.fromInt(alpha), currentAlphaPrice(state, netuid)))
    }
  }
  return U64F64.toU64(total)
}
