import { as, type Codec, emptyEnum, newtype, struct, v, variant, vec } from "@taonet/primitives/scale/index"
import { ContractsHoldReason } from "../pallets/contracts/types.ts"
import { PreimageHoldReason } from "../pallets/preimage/types.ts"
import { SafeModeHoldReason } from "../pallets/safeMode/types.ts"
import { TaoBalance } from "./subtensorCommon.ts"

export type RuntimeHoldReason =
  | { readonly type: "Preimage"; readonly value: PreimageHoldReason }
  | { readonly type: "SafeMode"; readonly value: SafeModeHoldReason }
  | { readonly type: "Contracts"; readonly value: ContractsHoldReason }
export const RuntimeHoldReason: Codec<RuntimeHoldReason> = variant<RuntimeHoldReason>(
  "node_subtensor_runtime::RuntimeHoldReason",
  {
    Preimage: v(14, PreimageHoldReason),
    SafeMode: v(20, SafeModeHoldReason),
    Contracts: v(29, ContractsHoldReason),
  },
  { typeName: "Id" },
)

export interface IdAmountRuntimeHoldReason {
  id: RuntimeHoldReason
  amount: bigint
}
export const IdAmountRuntimeHoldReason: Codec<IdAmountRuntimeHoldReason> = struct<IdAmountRuntimeHoldReason>(
  "frame_support::traits::tokens::misc::IdAmount",
  {
    id: RuntimeHoldReason,
    amount: as("Balance", TaoBalance),
  },
  { params: { Id: RuntimeHoldReason, Balance: TaoBalance } },
)

export const BoundedVecIdAmount: Codec<IdAmountRuntimeHoldReason[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(IdAmountRuntimeHoldReason)),
  { params: { T: IdAmountRuntimeHoldReason, S: undefined } },
)

export type RuntimeFreezeReason = undefined
export const RuntimeFreezeReason: Codec<undefined> = emptyEnum(
  "node_subtensor_runtime::RuntimeFreezeReason",
  { typeName: "Id" },
)

export interface IdAmountRuntimeFreezeReason {
  id: RuntimeFreezeReason
  amount: bigint
}
export const IdAmountRuntimeFreezeReason: Codec<IdAmountRuntimeFreezeReason> =
  struct<IdAmountRuntimeFreezeReason>(
    "frame_support::traits::tokens::misc::IdAmount",
    {
      id: RuntimeFreezeReason,
      amount: as("Balance", TaoBalance),
    },
    { params: { Id: RuntimeFreezeReason, Balance: TaoBalance } },
  )

export const BoundedVecIdAmount2: Codec<IdAmountRuntimeFreezeReason[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(IdAmountRuntimeFreezeReason)),
  { params: { T: IdAmountRuntimeFreezeReason, S: undefined } },
)
