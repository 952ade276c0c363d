import type { Hex } from "@taonet/primitives/hex"
import type { DynamicInfo } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

/** Every subnet's facts, in the order of their numbers. Amounts in rao. */
export async function getSubnets(client: Client, { at }: { at?: Hex } = {}): Promise<DynamicInfo[]> {
  const all = await callRuntimeApi(client, "SubnetInfoRuntimeApi.get_all_dynamic_info", {}, at)
  return all.filter((info) => info !== undefined)
}
