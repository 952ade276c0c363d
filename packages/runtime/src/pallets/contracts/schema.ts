import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "Contracts",
  index: 29,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_contracts::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_contracts::pallet::Event",
      params: ["T"],
      typeName: "pallet_contracts::Event<Runtime>",
    },
    errors: {
      path: "pallet_contracts::pallet::Error",
      params: ["T"],
      typeName: "pallet_contracts::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
