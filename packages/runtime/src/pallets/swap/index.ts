import { definePallet } from "@taonet/frame/pallet"
import { deprecated } from "./calls/deprecated.ts"
import { setFeeRate } from "./calls/setFeeRate.ts"
import { calls } from "./calls.ts"
import { schema } from "./schema.ts"

export const swapPallet = definePallet(schema, calls, {
  calls: {
    set_fee_rate: setFeeRate,
    toggle_user_liquidity: deprecated,
    add_liquidity: deprecated,
    remove_liquidity: deprecated,
    modify_position: deprecated,
    disable_lp: deprecated,
  },
})
