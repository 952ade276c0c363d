import { DispatchClass, Pays } from "@taonet/frame/types/frame_support"
import { H256 } from "@taonet/frame/types/primitive_types"
import { Weight } from "@taonet/frame/types/sp_weights"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bool,
  bytesFixed,
  type Codec,
  compact,
  newtype,
  option,
  str,
  struct,
  tuple,
  u32,
  unitStruct,
  untyped,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { RuntimeEvent, type RuntimeEventValue } from "../../outer.ts"
import { AccountData } from "../balances/types.ts"

export interface AccountInfo {
  nonce: number
  consumers: number
  providers: number
  sufficients: number
  data: AccountData
}
export const AccountInfo: Codec<AccountInfo> = struct<AccountInfo>(
  "frame_system::AccountInfo",
  {
    nonce: as("Nonce", u32),
    consumers: as("RefCount", u32),
    providers: as("RefCount", u32),
    sufficients: as("RefCount", u32),
    data: AccountData,
  },
  { params: { Nonce: u32, AccountData: AccountData } },
)

export type Phase =
  | { readonly type: "ApplyExtrinsic"; readonly value: number }
  | { readonly type: "Finalization" }
  | { readonly type: "Initialization" }
export const Phase: Codec<Phase> = variant<Phase>("frame_system::Phase", {
  ApplyExtrinsic: v(0, u32),
  Finalization: v(1),
  Initialization: v(2),
})

export interface EventRecord {
  phase: Phase
  event: RuntimeEventValue
  topics: Hex[]
}
export const EventRecord: Codec<EventRecord> = struct<EventRecord>(
  "frame_system::EventRecord",
  {
    phase: Phase,
    event: as("E", RuntimeEvent),
    topics: as("Vec<T>", vec(H256)),
  },
  { params: { E: RuntimeEvent, T: H256 } },
)

export interface DispatchEventInfo {
  weight: Weight
  class: DispatchClass
  pays_fee: Pays
}
export const DispatchEventInfo: Codec<DispatchEventInfo> = struct<DispatchEventInfo>(
  "frame_system::DispatchEventInfo",
  {
    weight: Weight,
    class: DispatchClass,
    pays_fee: Pays,
  },
)

export const CowStr: Codec<string> = newtype("Cow", untyped(str), {
  params: { T: str },
  typeName: "Cow<'static, str>",
})

export interface LastRuntimeUpgradeInfo {
  spec_version: number
  spec_name: string
}
export const LastRuntimeUpgradeInfo: Codec<LastRuntimeUpgradeInfo> = struct<LastRuntimeUpgradeInfo>(
  "frame_system::LastRuntimeUpgradeInfo",
  {
    spec_version: as("codec::Compact<u32>", compact(u32)),
    spec_name: CowStr,
  },
)

export interface CodeUpgradeAuthorization {
  code_hash: Hex
  check_version: boolean
}
export const CodeUpgradeAuthorization: Codec<CodeUpgradeAuthorization> = struct<CodeUpgradeAuthorization>(
  "frame_system::CodeUpgradeAuthorization",
  {
    code_hash: as("T::Hash", H256),
    check_version: bool,
  },
  { params: { T: undefined } },
)

export interface WeightsPerClass {
  base_extrinsic: Weight
  max_extrinsic: Weight | undefined
  max_total: Weight | undefined
  reserved: Weight | undefined
}
export const WeightsPerClass: Codec<WeightsPerClass> = struct<WeightsPerClass>(
  "frame_system::limits::WeightsPerClass",
  {
    base_extrinsic: Weight,
    max_extrinsic: option(Weight),
    max_total: option(Weight),
    reserved: option(Weight),
  },
  { typeName: "T" },
)

export interface PerDispatchClassWeightsPerClass {
  normal: WeightsPerClass
  operational: WeightsPerClass
  mandatory: WeightsPerClass
}
export const PerDispatchClassWeightsPerClass: Codec<PerDispatchClassWeightsPerClass> =
  struct<PerDispatchClassWeightsPerClass>(
    "frame_support::dispatch::PerDispatchClass",
    {
      normal: WeightsPerClass,
      operational: WeightsPerClass,
      mandatory: WeightsPerClass,
    },
    { params: { T: WeightsPerClass }, typeName: "PerDispatchClass<WeightsPerClass>" },
  )

export interface BlockWeights {
  base_block: Weight
  max_block: Weight
  per_class: PerDispatchClassWeightsPerClass
}
export const BlockWeights: Codec<BlockWeights> = struct<BlockWeights>("frame_system::limits::BlockWeights", {
  base_block: Weight,
  max_block: Weight,
  per_class: PerDispatchClassWeightsPerClass,
})

export interface PerDispatchClassU32 {
  normal: number
  operational: number
  mandatory: number
}
export const PerDispatchClassU32: Codec<PerDispatchClassU32> = struct<PerDispatchClassU32>(
  "frame_support::dispatch::PerDispatchClass",
  {
    normal: as("T", u32),
    operational: as("T", u32),
    mandatory: as("T", u32),
  },
  { params: { T: u32 }, typeName: "PerDispatchClass<u32>" },
)

export interface BlockLength {
  max: PerDispatchClassU32
}
export const BlockLength: Codec<BlockLength> = struct<BlockLength>("frame_system::limits::BlockLength", {
  max: PerDispatchClassU32,
})

export const CowVecTupleArrayU88U32: Codec<(readonly [Uint8Array, number])[]> = newtype(
  "Cow",
  untyped(vec(tuple(bytesFixed(8), u32))),
  { params: { T: vec(tuple(bytesFixed(8), u32)) }, typeName: "ApisVec" },
)

export const CheckNonZeroSender: Codec<undefined> = unitStruct(
  "frame_system::extensions::check_non_zero_sender::CheckNonZeroSender",
  { params: { T: undefined } },
)

export const CheckSpecVersion: Codec<undefined> = unitStruct(
  "frame_system::extensions::check_spec_version::CheckSpecVersion",
  { params: { T: undefined } },
)

export const CheckTxVersion: Codec<undefined> = unitStruct(
  "frame_system::extensions::check_tx_version::CheckTxVersion",
  { params: { T: undefined } },
)

export const CheckGenesis: Codec<undefined> = unitStruct(
  "frame_system::extensions::check_genesis::CheckGenesis",
  { params: { T: undefined } },
)

export const CheckWeight: Codec<undefined> = unitStruct(
  "frame_system::extensions::check_weight::CheckWeight",
  { params: { T: undefined } },
)
