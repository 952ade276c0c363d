import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { calls } from "./calls.ts"
import { constants } from "./constants.ts"
import { errors } from "./errors.ts"
import { events } from "./events.ts"
import { storage } from "./storage.ts"
import { weights } from "./weights.ts"

export const schema = definePalletSchema({
  name: "System",
  index: 0,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "frame_system::pallet::Call", params: ["T"] },
    events: { path: "frame_system::pallet::Event", params: ["T"], typeName: "frame_system::Event<Runtime>" },
    errors: { path: "frame_system::pallet::Error", params: ["T"], typeName: "frame_system::Error<Runtime>" },
  },
})

export { calls, constants, errors, events, storage, weights }
