import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "SubtensorModule",
  index: 7,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_subtensor::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_subtensor::pallet::Event",
      params: ["T"],
      typeName: "pallet_subtensor::Event<Runtime>",
    },
    errors: {
      path: "pallet_subtensor::pallet::Error",
      params: ["T"],
      typeName: "pallet_subtensor::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
