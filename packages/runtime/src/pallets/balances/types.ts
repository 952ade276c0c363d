import {
  as,
  bytesFixed,
  type Codec,
  newtype,
  struct,
  u128,
  unitEnum,
  vec,
} from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export const ExtraFlags: Codec<bigint> = newtype("pallet_balances::types::ExtraFlags", u128)

export interface AccountData {
  free: bigint
  reserved: bigint
  frozen: bigint
  flags: bigint
}
export const AccountData: Codec<AccountData> = struct<AccountData>(
  "pallet_balances::types::AccountData",
  {
    free: as("Balance", TaoBalance),
    reserved: as("Balance", TaoBalance),
    frozen: as("Balance", TaoBalance),
    flags: ExtraFlags,
  },
  { params: { Balance: TaoBalance } },
)

export type Reasons = "Fee" | "Misc" | "All"
export const Reasons: Codec<Reasons> = unitEnum<Reasons>("pallet_balances::types::Reasons", [
  "Fee",
  "Misc",
  "All",
])

export interface BalanceLock {
  id: Uint8Array
  amount: bigint
  reasons: Reasons
}
export const BalanceLock: Codec<BalanceLock> = struct<BalanceLock>(
  "pallet_balances::types::BalanceLock",
  {
    id: as("LockIdentifier", bytesFixed(8)),
    amount: as("Balance", TaoBalance),
    reasons: Reasons,
  },
  { params: { Balance: TaoBalance } },
)

export const WeakBoundedVecBalanceLock: Codec<BalanceLock[]> = newtype(
  "bounded_collections::weak_bounded_vec::WeakBoundedVec",
  as("Vec<T>", vec(BalanceLock)),
  { params: { T: BalanceLock, S: undefined } },
)

export interface ReserveData {
  id: Uint8Array
  amount: bigint
}
export const ReserveData: Codec<ReserveData> = struct<ReserveData>(
  "pallet_balances::types::ReserveData",
  {
    id: as("ReserveIdentifier", bytesFixed(8)),
    amount: as("Balance", TaoBalance),
  },
  { params: { ReserveIdentifier: bytesFixed(8), Balance: TaoBalance } },
)

export const BoundedVecReserveData: Codec<ReserveData[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(ReserveData)),
  { params: { T: ReserveData, S: undefined } },
)

export type AdjustmentDirection = "Increase" | "Decrease"
export const AdjustmentDirection: Codec<AdjustmentDirection> = unitEnum<AdjustmentDirection>(
  "pallet_balances::types::AdjustmentDirection",
  ["Increase", "Decrease"],
)
