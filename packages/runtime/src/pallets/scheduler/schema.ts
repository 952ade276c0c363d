import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "Scheduler",
  index: 15,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_scheduler::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_scheduler::pallet::Event",
      params: ["T"],
      typeName: "pallet_scheduler::Event<Runtime>",
    },
    errors: {
      path: "pallet_scheduler::pallet::Error",
      params: ["T"],
      typeName: "pallet_scheduler::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
