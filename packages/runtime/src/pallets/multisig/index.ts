import { definePallet } from "@taonet/frame/pallet"
import { approveInfo, asMultiInfo, threshold1Info } from "./costs.ts"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"

export const multisig = definePallet(schema, calls, {
  calls: {
    as_multi_threshold_1: logic.asMultiThreshold1,
    as_multi: logic.asMulti,
    approve_as_multi: logic.approveAsMulti,
    cancel_as_multi: logic.cancelAsMulti,
    poke_deposit: logic.pokeDeposit,
  },
  info: {
    as_multi_threshold_1: threshold1Info,
    as_multi: asMultiInfo,
    approve_as_multi: approveInfo,
  },
})
