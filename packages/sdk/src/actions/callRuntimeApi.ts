import type { Hex } from "@taonet/primitives/hex"
import { type Client, callApi } from "../client.ts"
import { type ApiArgsAt, type ApiMethodName, type ApiResultAt, apiAt } from "../schema/apis.ts"

/** Calls any runtime API by its wire name: `callRuntimeApi(client, "SwapRuntimeApi.current_alpha_price", { netuid })`. */
export function callRuntimeApi<N extends ApiMethodName>(
  client: Client,
  name: N,
  args: ApiArgsAt<N>,
  at?: Hex,
): Promise<ApiResultAt<N>> {
  const { api, method } = apiAt(name)
  return callApi(client, api, method, args as never, at) as Promise<ApiResultAt<N>>
}
