import { DispatchClass } from "@taonet/frame/types/frame_support"
import { Weight } from "@taonet/frame/types/sp_weights"
import { as, type Codec, compact, newtype, option, struct, unitEnum } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export type Releases = "V1Ancient" | "V2"
export const Releases: Codec<Releases> = unitEnum<Releases>("pallet_transaction_payment::Releases", [
  "V1Ancient",
  "V2",
])

export const ChargeTransactionPayment: Codec<bigint> = newtype(
  "pallet_transaction_payment::ChargeTransactionPayment",
  as("BalanceOf<T>", compact(TaoBalance)),
  { params: { T: undefined }, typeName: "ChargeTransactionPayment<T>" },
)

export interface RuntimeDispatchInfo {
  weight: Weight
  class: DispatchClass
  partial_fee: bigint
}
export const RuntimeDispatchInfo: Codec<RuntimeDispatchInfo> = struct<RuntimeDispatchInfo>(
  "pallet_transaction_payment::types::RuntimeDispatchInfo",
  {
    weight: Weight,
    class: DispatchClass,
    partial_fee: as("Balance", TaoBalance),
  },
  { params: { Balance: TaoBalance, Weight: Weight } },
)

export interface InclusionFee {
  base_fee: bigint
  len_fee: bigint
  adjusted_weight_fee: bigint
}
export const InclusionFee: Codec<InclusionFee> = struct<InclusionFee>(
  "pallet_transaction_payment::types::InclusionFee",
  {
    base_fee: as("Balance", TaoBalance),
    len_fee: as("Balance", TaoBalance),
    adjusted_weight_fee: as("Balance", TaoBalance),
  },
  { params: { Balance: TaoBalance } },
)

export interface FeeDetails {
  inclusion_fee: InclusionFee | undefined
  tip: bigint
}
export const FeeDetails: Codec<FeeDetails> = struct<FeeDetails>(
  "pallet_transaction_payment::types::FeeDetails",
  {
    inclusion_fee: as("Option<InclusionFee<Balance>>", option(InclusionFee)),
    tip: as("Balance", TaoBalance),
  },
  { params: { Balance: TaoBalance } },
)
