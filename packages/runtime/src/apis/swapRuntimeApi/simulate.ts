import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { alphaWorth, taoWorth } from "../../pallets/swap/pool.ts"
import { simulateSwap } from "../../pallets/swap/swap.ts"
import type { SimSwapResult } from "../../types/apis.ts"

/** Answer for a swap that would fail. */
const nothing: SimSwapResult = {
  tao_amount: 0n,
  alpha_amount: 0n,
  tao_fee: 0n,
  alpha_fee: 0n,
  tao_slippage: 0n,
  alpha_slippage: 0n,
}

/**
 * `sim_swap_tao_for_alpha`: buying with fee and without limit. Slippage compares with the whole input at the spot price, so the fee is
 * in it.
 */
export function simulateBuy(state: State, netuid: number, tao: bigint): SimSwapResult {
  const filled = attempt(state, () => simulateSwap(state, netuid, "buy", tao))
  if (!filled.ok) return nothing
  const { paidIn, paidOut, fee } = filled.value
  const alpha_slippage = saturatingSubU64(alphaWorth(state, netuid, tao), paidOut)
  return { ...nothing, tao_amount: paidIn, alpha_amount: paidOut, tao_fee: fee, alpha_slippage }
}

/** `sim_swap_alpha_for_tao`: selling, likewise. */
export function simulateSell(state: State, netuid: number, alpha: bigint): SimSwapResult {
  const filled = attempt(state, () => simulateSwap(state, netuid, "sell", alpha))
  if (!filled.ok) return nothing
  const { paidIn, paidOut, fee } = filled.value
  const tao_slippage = saturatingSubU64(taoWorth(state, netuid, alpha), paidOut)
  return { ...nothing, alpha_amount: paidIn, tao_amount: paidOut, alpha_fee: fee, tao_slippage }
}
