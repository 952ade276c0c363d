import { type Codec, struct, u64 } from "@taonet/primitives/scale/index"
import { AlphaBalance, NetUid, TaoBalance } from "./subtensorCommon.ts"

export interface SubnetPrice {
  netuid: number
  price: bigint
}
export const SubnetPrice: Codec<SubnetPrice> = struct<SubnetPrice>(
  "pallet_subtensor_swap_runtime_api::SubnetPrice",
  {
    netuid: NetUid,
    price: u64,
  },
)

export interface SimSwapResult {
  tao_amount: bigint
  alpha_amount: bigint
  tao_fee: bigint
  alpha_fee: bigint
  tao_slippage: bigint
  alpha_slippage: bigint
}
export const SimSwapResult: Codec<SimSwapResult> = struct<SimSwapResult>(
  "pallet_subtensor_swap_runtime_api::SimSwapResult",
  {
    tao_amount: TaoBalance,
    alpha_amount: AlphaBalance,
    tao_fee: TaoBalance,
    alpha_fee: AlphaBalance,
    tao_slippage: TaoBalance,
    alpha_slippage: AlphaBalance,
  },
)
