import type { Hex } from "@taonet/primitives/hex"
import { SubnetInfoRuntimeApi } from "@taonet/runtime/apis/subnetInfoRuntimeApi/schema"
import type { Metagraph } from "@taonet/runtime/pallets/subtensor/types"
import { type Client, callApi } from "../client.ts"

/** A subnet's facts and neurons at a block (the best one unless given); undefined when there is no such subnet. Amounts in rao, shares in u16. */
export function getMetagraph(
  client: Client,
  { netuid, at }: { netuid: number; at?: Hex },
): Promise<Metagraph | undefined> {
  return callApi(client, SubnetInfoRuntimeApi, "get_metagraph", { netuid }, at)
}
