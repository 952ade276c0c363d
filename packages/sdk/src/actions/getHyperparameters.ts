import type { Hex } from "@taonet/primitives/hex"
import type { SubnetHyperparamsV2 } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

/** A subnet's settings; undefined when there is no such subnet. */
export function getHyperparameters(
  client: Client,
  { netuid, at }: { netuid: number; at?: Hex },
): Promise<SubnetHyperparamsV2 | undefined> {
  return callRuntimeApi(client, "SubnetInfoRuntimeApi.get_subnet_hyperparams_v2", { netuid }, at)
}
