import { definePallet } from "@taonet/frame/pallet"
import { contribute } from "./calls/contribute.ts"
import { create, createInfo } from "./calls/create.ts"
import { dissolve } from "./calls/dissolve.ts"
import { finalize } from "./calls/finalize.ts"
import { refund } from "./calls/refund.ts"
import { setMaxContribution } from "./calls/setMaxContribution.ts"
import { updateCap } from "./calls/updateCap.ts"
import { updateEnd } from "./calls/updateEnd.ts"
import { updateMinContribution } from "./calls/updateMinContribution.ts"
import { withdraw } from "./calls/withdraw.ts"
import { calls, schema } from "./schema.ts"

export const crowdloan = definePallet(schema, calls, {
  calls: {
    create,
    contribute,
    withdraw,
    finalize,
    refund,
    dissolve,
    update_min_contribution: updateMinContribution,
    update_end: updateEnd,
    update_cap: updateCap,
    set_max_contribution: setMaxContribution,
  },
  info: { create: createInfo },
})
