import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "AdminUtils",
  index: 19,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_admin_utils::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_admin_utils::pallet::Event",
      params: ["T"],
      typeName: "pallet_admin_utils::Event<Runtime>",
    },
    errors: {
      path: "pallet_admin_utils::pallet::Error",
      params: ["T"],
      typeName: "pallet_admin_utils::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
