import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { constants, storage } from "../../pallets/aura/schema.ts"
import { AuraApi } from "./schema.ts"

export const auraApiImpl = implementApi(AuraApi, {
  slot_duration: (state) => constants.SlotDuration.get(state),
  authorities: (state) => storage.Authorities.get(state),
})
