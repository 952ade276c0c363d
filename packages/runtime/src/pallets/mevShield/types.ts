import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import { as, type Codec, struct, u32, unitStruct } from "@taonet/primitives/scale/index"
import { BoundedVecU8_9 } from "../../types/bounded.ts"
import { Runtime } from "../../types/misc.ts"

export interface PendingExtrinsic {
  who: Hex
  encrypted_call: Uint8Array
  submitted_at: number
}
export const PendingExtrinsic: Codec<PendingExtrinsic> = struct<PendingExtrinsic>(
  "pallet_shield::pallet::PendingExtrinsic",
  {
    who: AccountId32,
    encrypted_call: BoundedVecU8_9,
    submitted_at: as("BlockNumberFor<T>", u32),
  },
  { params: { T: undefined } },
)

export const CheckShieldedTxValidity: Codec<undefined> = unitStruct(
  "pallet_shield::extension::CheckShieldedTxValidity",
  { params: { T: Runtime } },
)
