import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "MevShield",
  index: 30,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_shield::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_shield::pallet::Event",
      params: ["T"],
      typeName: "pallet_shield::Event<Runtime>",
    },
    errors: {
      path: "pallet_shield::pallet::Error",
      params: ["T"],
      typeName: "pallet_shield::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
