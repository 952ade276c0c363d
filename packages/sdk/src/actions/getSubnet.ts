import type { Hex } from "@taonet/primitives/hex"
import type { DynamicInfo } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

/** Pool, price, emission, name and owner of a subnet; undefined when there is none. Amounts in rao. */
export function getSubnet(
  client: Client,
  { netuid, at }: { netuid: number; at?: Hex },
): Promise<DynamicInfo | undefined> {
  return callRuntimeApi(client, "SubnetInfoRuntimeApi.get_dynamic_info", { netuid }, at)
}
