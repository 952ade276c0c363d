import { definePallet } from "@taonet/frame/pallet"
import { calls, schema, storage } from "./schema.ts"

/** 1.0 with 18 decimals: the fee multiplier of this chain never moves, but is rewritten every block. */
export const one = 1_000_000_000_000_000_000n

export const transactionPayment = definePallet(schema, calls, {
  hooks: {
    onFinalize: (state) => storage.NextFeeMultiplier.set(state, one),
  },
})
