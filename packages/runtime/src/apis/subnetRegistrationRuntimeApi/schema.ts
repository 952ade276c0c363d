import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Price of a new subnet. */
export const SubnetRegistrationRuntimeApi = defineApi(
  "SubnetRegistrationRuntimeApi",
  1,
  "Price of a new subnet",
  {
    get_network_registration_cost: method("Returns the current price of a new subnet in rao", {}, TaoBalance),
  },
)
