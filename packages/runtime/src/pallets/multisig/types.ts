import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import { as, type Codec, newtype, struct, u32, vec } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export interface Timepoint {
  height: number
  index: number
}
export const Timepoint: Codec<Timepoint> = struct<Timepoint>(
  "pallet_multisig::Timepoint",
  {
    height: as("BlockNumber", u32),
    index: u32,
  },
  { params: { BlockNumber: u32 }, typeName: "Timepoint<BlockNumberFor<T>>" },
)

export const BoundedVecAccountId32_3: Codec<Hex[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(AccountId32)),
  { params: { T: AccountId32, S: undefined }, typeName: "BoundedVec<AccountId, MaxApprovals>" },
)

export interface Multisig {
  when: Timepoint
  deposit: bigint
  depositor: Hex
  approvals: Hex[]
}
export const Multisig: Codec<Multisig> = struct<Multisig>(
  "pallet_multisig::Multisig",
  {
    when: as("Timepoint<BlockNumber>", Timepoint),
    deposit: as("Balance", TaoBalance),
    depositor: as("AccountId", AccountId32),
    approvals: BoundedVecAccountId32_3,
  },
  { params: { BlockNumber: u32, Balance: TaoBalance, AccountId: AccountId32, MaxApprovals: undefined } },
)
