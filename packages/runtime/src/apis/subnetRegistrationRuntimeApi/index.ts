import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { networkRegistrationCost } from "./networkRegistrationCost.ts"
import { SubnetRegistrationRuntimeApi } from "./schema.ts"

export const subnetRegistrationRuntimeApiImpl = implementApi(SubnetRegistrationRuntimeApi, {
  get_network_registration_cost: networkRegistrationCost,
})
