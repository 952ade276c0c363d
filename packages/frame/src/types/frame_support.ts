import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bytesFixed,
  type Codec,
  newtype,
  struct,
  unitEnum,
  v,
  variant,
} from "@taonet/primitives/scale/index"
import { AccountId32 } from "./sp_core.ts"
import { Weight } from "./sp_weights.ts"

export interface PerDispatchClassWeight {
  normal: Weight
  operational: Weight
  mandatory: Weight
}
export const PerDispatchClassWeight: Codec<PerDispatchClassWeight> = struct<PerDispatchClassWeight>(
  "frame_support::dispatch::PerDispatchClass",
  {
    normal: as("T", Weight),
    operational: as("T", Weight),
    mandatory: as("T", Weight),
  },
  { params: { T: Weight } },
)

export type DispatchClass = "Normal" | "Operational" | "Mandatory"
export const DispatchClass: Codec<DispatchClass> = unitEnum<DispatchClass>(
  "frame_support::dispatch::DispatchClass",
  ["Normal", "Operational", "Mandatory"],
)

export type Pays = "Yes" | "No"
export const Pays: Codec<Pays> = unitEnum<Pays>("frame_support::dispatch::Pays", ["Yes", "No"])

export type BalanceStatus = "Free" | "Reserved"
export const BalanceStatus: Codec<BalanceStatus> = unitEnum<BalanceStatus>(
  "frame_support::traits::tokens::misc::BalanceStatus",
  ["Free", "Reserved"],
  { typeName: "Status" },
)

export const PalletId: Codec<Uint8Array> = newtype("frame_support::PalletId", bytesFixed(8))

export type RawOrigin =
  | { readonly type: "Root" }
  | { readonly type: "Signed"; readonly value: Hex }
  | { readonly type: "None" }
  | { readonly type: "Authorized" }
export const RawOrigin: Codec<RawOrigin> = variant<RawOrigin>(
  "frame_support::dispatch::RawOrigin",
  {
    Root: v(0),
    Signed: v(1, as("AccountId", AccountId32)),
    None: v(2),
    Authorized: v(3),
  },
  { params: { AccountId: AccountId32 }, typeName: "frame_system::Origin<Runtime>" },
)
