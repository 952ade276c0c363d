import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "Balances",
  index: 5,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_balances::pallet::Call", params: ["T", "I"] },
    events: {
      path: "pallet_balances::pallet::Event",
      params: ["T", "I"],
      typeName: "pallet_balances::Event<Runtime>",
    },
    errors: {
      path: "pallet_balances::pallet::Error",
      params: ["T", "I"],
      typeName: "pallet_balances::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
