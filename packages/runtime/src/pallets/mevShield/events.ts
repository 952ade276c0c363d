import { defineEvents, event } from "@taonet/frame/schema/events"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, u32, u64 } from "@taonet/primitives/scale/index"

export const events = defineEvents("MevShield", {
  EncryptedSubmitted: event(0, "An account submitted an encrypted transaction", {
    id: as("T::Hash", H256),
    who: AccountId32,
  }),
  ExtrinsicStored: event(1, "An encrypted call entered the queue", { index: u32, who: AccountId32 }),
  ExtrinsicDecodeFailed: event(2, "A queued call could not be decrypted or decoded and was dropped", {
    index: u32,
  }),
  ExtrinsicDispatchFailed: event(3, "A queued call was run and failed", { index: u32, error: DispatchError }),
  ExtrinsicDispatched: event(4, "A queued call was run", { index: u32 }),
  ExtrinsicExpired: event(5, "A queued call grew too old and was dropped", { index: u32 }),
  ExtrinsicPostponed: event(6, "A queued call waits for the next block because of its weight", {
    index: u32,
  }),
  MaxPendingExtrinsicsNumberSet: event(7, "The queue's size limit was changed", { value: u32 }),
  OnInitializeWeightSet: event(8, "The weight for queued calls per block was changed", { value: u64 }),
  ExtrinsicLifetimeSet: event(9, "The lifetime of queued calls was changed", { value: u32 }),
  MaxExtrinsicWeightSet: event(10, "The largest weight of one queued call was changed", { value: u64 }),
  ExtrinsicWeightExceeded: event(11, "A queued call was too heavy and was dropped", { index: u32 }),
})
