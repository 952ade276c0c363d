import type { Hex } from "@taonet/primitives/hex"
import type { DelegateInfo } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

/** Hotkeys that take stake of others, with take, nominators and returns. */
export function getDelegates(client: Client, { at }: { at?: Hex } = {}): Promise<DelegateInfo[]> {
  return callRuntimeApi(client, "DelegateInfoRuntimeApi.get_delegates", {}, at)
}
