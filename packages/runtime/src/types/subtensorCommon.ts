import {
  bool,
  bytes,
  type Codec,
  i64,
  newtype,
  option,
  struct,
  u8,
  u16,
  u64,
  u128,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"

export const TaoBalance: Codec<bigint> = newtype("subtensor_runtime_common::currency::TaoBalance", u64)

export const NetUid: Codec<number> = newtype("subtensor_runtime_common::NetUid", u16)

export const AlphaBalance: Codec<bigint> = newtype("subtensor_runtime_common::currency::AlphaBalance", u64)

export const NetUidStorageIndex: Codec<number> = newtype("subtensor_runtime_common::NetUidStorageIndex", u16)

export type ProxyType =
  | "Any"
  | "Owner"
  | "NonCritical"
  | "NonTransfer"
  | "Senate"
  | "NonFungible"
  | "Triumvirate"
  | "Governance"
  | "Staking"
  | "Registration"
  | "Transfer"
  | "SmallTransfer"
  | "RootWeights"
  | "ChildKeys"
  | "SudoUncheckedSetCode"
  | "SwapHotkey"
  | "SubnetLeaseBeneficiary"
  | "RootClaim"
  | "BasketTrading"
export const ProxyType: Codec<ProxyType> = unitEnum<ProxyType>(
  "subtensor_runtime_common::proxy::ProxyType",
  [
    "Any",
    "Owner",
    "NonCritical",
    "NonTransfer",
    "Senate",
    "NonFungible",
    "Triumvirate",
    "Governance",
    "Staking",
    "Registration",
    "Transfer",
    "SmallTransfer",
    "RootWeights",
    "ChildKeys",
    "SudoUncheckedSetCode",
    "SwapHotkey",
    "SubnetLeaseBeneficiary",
    "RootClaim",
    "BasketTrading",
  ],
  { typeName: "T::ProxyType" },
)

export interface SafeFloat {
  mantissa: bigint
  exponent: bigint
}
export const SafeFloat: Codec<SafeFloat> = struct<SafeFloat>("share_pool::SafeFloat", {
  mantissa: u128,
  exponent: i64,
})

export const MechId: Codec<number> = newtype("subtensor_runtime_common::MechId", u8)

export interface ProxyTypeInfo {
  name: Uint8Array
  index: number
  deprecated: boolean
}
export const ProxyTypeInfo: Codec<ProxyTypeInfo> = struct<ProxyTypeInfo>(
  "subtensor_runtime_common::proxy::ProxyTypeInfo",
  {
    name: bytes,
    index: u8,
    deprecated: bool,
  },
)

export type CallConstraint =
  | { readonly type: "ParamLessThan"; readonly value: { param_name: Uint8Array; limit: bigint } }
  | {
      readonly type: "NestedCallMustBe"
      readonly value: { param_name: Uint8Array; pallet_name: Uint8Array; call_name: Uint8Array }
    }
export const CallConstraint: Codec<CallConstraint> = variant<CallConstraint>(
  "subtensor_runtime_common::proxy::CallConstraint",
  {
    ParamLessThan: v(0, { param_name: bytes, limit: u128 }),
    NestedCallMustBe: v(1, { param_name: bytes, pallet_name: bytes, call_name: bytes }),
  },
)

export interface CallInfo {
  pallet_name: Uint8Array
  pallet_index: number
  call_name: Uint8Array
  call_index: number
  constraint: CallConstraint | undefined
}
export const CallInfo: Codec<CallInfo> = struct<CallInfo>("subtensor_runtime_common::proxy::CallInfo", {
  pallet_name: bytes,
  pallet_index: u8,
  call_name: bytes,
  call_index: u8,
  constraint: option(CallConstraint),
})

export type FilterMode =
  | { readonly type: "AllowAll" }
  | { readonly type: "Allow"; readonly value: CallInfo[] }
export const FilterMode: Codec<FilterMode> = variant<FilterMode>(
  "subtensor_runtime_common::proxy::FilterMode",
  {
    AllowAll: v(0),
    Allow: v(1, vec(CallInfo)),
  },
)

export interface ProxyFilterInfo {
  proxy_type: number
  name: Uint8Array
  deprecated: boolean
  filter_mode: FilterMode
}
export const ProxyFilterInfo: Codec<ProxyFilterInfo> = struct<ProxyFilterInfo>(
  "subtensor_runtime_common::proxy::ProxyFilterInfo",
  {
    proxy_type: u8,
    name: bytes,
    deprecated: bool,
    filter_mode: FilterMode,
  },
)
