import type { Hex } from "@taonet/primitives/hex"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import type { Metagraph } from "@taonet/runtime/pallets/subtensor/types"
import { type Client, callApi } from "../client.ts"

/**
 * A subnet's facts and neurons at a block (the best one unless given); undefined when there is no such subnet, or no such mechanism. Amounts in
 * rao, shares in u16. Incentives and last updates are those of mechanism `mechid`, by default 0; for another, `netuid` is 4096 · mechid + netuid, as the
 * chain keeps its lists.
 */
export function getMetagraph(
  client: Client,
  { netuid, mechid = 0, at }: { netuid: number; mechid?: number; at?: Hex },
): Promise<Metagraph | undefined> {
  if (mechid !== 0)
    return callApi(client, SubnetInfoRuntimeApi, "get_mechagraph", { netuid, mecid: mechid }, at)
  return callApi(client, SubnetInfoRuntimeApi, "get_metagraph", { netuid }, at)
}
