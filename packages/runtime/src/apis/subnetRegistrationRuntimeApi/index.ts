import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { lockCost } from "../../pallets/subtensor/subnets/lockCost.ts"
import { SubnetRegistrationRuntimeApi } from "./schema.ts"

export const subnetRegistrationRuntimeApiImpl = implementApi(SubnetRegistrationRuntimeApi, {
  get_network_registration_cost: lockCost,
})
