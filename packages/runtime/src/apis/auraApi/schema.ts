import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { vec } from "@taonet/primitives/scale/index"
import { AuraId, SlotDuration } from "../../types/consensus.ts"

/** Facts for block authors. */
export const AuraApi = defineApi("AuraApi", 1, "Facts for block authors", {
  slot_duration: method("Returns the slot length in milliseconds", {}, SlotDuration),
  authorities: method("Lists the keys of the block authors", {}, vec(AuraId)),
})
