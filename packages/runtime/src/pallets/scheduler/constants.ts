import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { Weight } from "@taonet/frame/types/sp_weights"
import { u32 } from "@taonet/primitives/scale/index"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Scheduler", {
  MaximumWeight: constant("Weight that planned calls may use in one block", Weight, {
    ref_time: 3_200_000_000_000n,
    proof_size: 14_757_395_258_967_641_292n,
  }),
  MaxScheduledPerBlock: constant("Largest number of calls planned for one block", u32, 50),
})
