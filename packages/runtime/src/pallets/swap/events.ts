import { defineEvents, event } from "@taonet/frame/schema/events"
import { u16 } from "@taonet/primitives/scale/index"
import { NetUid } from "../../types/subtensorCommon.ts"

export const events = defineEvents("Swap", {
  FeeRateSet: event(0, "A subnet's swap fee rate was changed", { netuid: NetUid, rate: u16 }),
})
