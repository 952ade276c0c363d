import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "Swap",
  index: 28,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_subtensor_swap::pallet::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_subtensor_swap::pallet::pallet::Event",
      params: ["T"],
      typeName: "pallet_subtensor_swap::Event<Runtime>",
    },
    errors: {
      path: "pallet_subtensor_swap::pallet::pallet::Error",
      params: ["T"],
      typeName: "pallet_subtensor_swap::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
