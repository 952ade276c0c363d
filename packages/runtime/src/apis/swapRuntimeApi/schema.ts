import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { u64, vec } from "@taonet/primitives/scale/index"
import { SimSwapResult, SubnetPrice } from "../../types/apis.ts"
import { AlphaBalance, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"

/** Alpha prices and simulated swaps. */
export const SwapRuntimeApi = defineApi("SwapRuntimeApi", 1, "Alpha prices and simulated swaps", {
  current_alpha_price: method(
    "Returns the price of one alpha of a subnet in rao of TAO",
    { netuid: NetUid },
    u64,
  ),
  current_alpha_price_all: method(
    "Lists the alpha prices of all subnets in rao of TAO",
    {},
    vec(SubnetPrice),
  ),
  sim_swap_tao_for_alpha: method(
    "Simulates buying alpha with TAO and returns amounts, fee and slippage",
    { netuid: NetUid, tao: TaoBalance },
    SimSwapResult,
  ),
  sim_swap_alpha_for_tao: method(
    "Simulates selling alpha for TAO and returns amounts, fee and slippage",
    { netuid: NetUid, alpha: AlphaBalance },
    SimSwapResult,
  ),
})
