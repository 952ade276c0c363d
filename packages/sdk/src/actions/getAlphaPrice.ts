import type { Hex } from "@taonet/primitives/hex"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

/** What one alpha of a subnet costs, in rao of TAO. */
export function getAlphaPrice(client: Client, { netuid, at }: { netuid: number; at?: Hex }): Promise<bigint> {
  return callRuntimeApi(client, "SwapRuntimeApi.current_alpha_price", { netuid }, at)
}
