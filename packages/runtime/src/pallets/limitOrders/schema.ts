import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "LimitOrders",
  index: 32,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_limit_orders::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_limit_orders::pallet::Event",
      params: ["T"],
      typeName: "pallet_limit_orders::Event<Runtime>",
    },
    errors: {
      path: "pallet_limit_orders::pallet::Error",
      params: ["T"],
      typeName: "pallet_limit_orders::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
