import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "Multisig",
  index: 13,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_multisig::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_multisig::pallet::Event",
      params: ["T"],
      typeName: "pallet_multisig::Event<Runtime>",
    },
    errors: {
      path: "pallet_multisig::pallet::Error",
      params: ["T"],
      typeName: "pallet_multisig::Error<Runtime>",
    },
  },
})

export { calls, constants, errors, events, storage, weights }
