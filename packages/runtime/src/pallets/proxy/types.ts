import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import { as, type Codec, newtype, struct, u32, unitEnum, vec } from "@taonet/primitives/scale/index"
import { ProxyType } from "../../types/subtensorCommon.ts"

export type DepositKind = "Proxies" | "Announcements"
export const DepositKind: Codec<DepositKind> = unitEnum<DepositKind>("pallet_subtensor_proxy::DepositKind", [
  "Proxies",
  "Announcements",
])

export interface ProxyDefinition {
  delegate: Hex
  proxy_type: ProxyType
  delay: number
}
export const ProxyDefinition: Codec<ProxyDefinition> = struct<ProxyDefinition>(
  "pallet_subtensor_proxy::ProxyDefinition",
  {
    delegate: as("AccountId", AccountId32),
    proxy_type: as("ProxyType", ProxyType),
    delay: as("BlockNumber", u32),
  },
  { params: { AccountId: AccountId32, ProxyType: ProxyType, BlockNumber: u32 } },
)

export const BoundedVecProxyDefinition: Codec<ProxyDefinition[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(ProxyDefinition)),
  { params: { T: ProxyDefinition, S: undefined } },
)

export interface Announcement {
  real: Hex
  call_hash: Hex
  height: number
}
export const Announcement: Codec<Announcement> = struct<Announcement>(
  "pallet_subtensor_proxy::Announcement",
  {
    real: as("AccountId", AccountId32),
    call_hash: as("Hash", H256),
    height: as("BlockNumber", u32),
  },
  { params: { AccountId: AccountId32, Hash: H256, BlockNumber: u32 } },
)

export const BoundedVecAnnouncement: Codec<Announcement[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(Announcement)),
  { params: { T: Announcement, S: undefined } },
)
