import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { PalletId } from "@taonet/frame/types/frame_support"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { fromHex } from "@taonet/primitives/hex"
import { u32, u64 } from "@taonet/primitives/scale/index"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("LimitOrders", {
  MaxOrdersPerBatch: constant("Largest number of orders in one call", u32, 100),
  PalletId: constant(
    "Id that the pallet's pot account is derived from",
    PalletId,
    fromHex("62742f6c696d6974"),
  ),
  PalletHotkey: constant(
    "Hotkey that the pallet stakes through while it runs a batch",
    AccountId32,
    "0x6d6f646c62742f6c6d686b790000000000000000000000000000000000000000",
  ),
  LinkedOutputTtl: constant("Lifetime of a recorded order output in milliseconds", u64, 604_800_000n),
})
