import type { Hex } from "@taonet/primitives/hex"
import type { StakeInfo } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import { callRuntimeApi } from "./callRuntimeApi.ts"

export interface StakeFilter {
  readonly coldkey: Hex
  readonly hotkey?: Hex
  readonly netuid?: number
  readonly at?: Hex
}

/** A coldkey's positions, or those of them on one hotkey or subnet. Alpha in rao. */
export async function getStake(
  client: Client,
  { coldkey, hotkey, netuid, at }: StakeFilter,
): Promise<StakeInfo[]> {
  const args = { coldkey_account: coldkey }
  const all = await callRuntimeApi(client, "StakeInfoRuntimeApi.get_stake_info_for_coldkey", args, at)
  return all.filter(
    (info) =>
      (hotkey === undefined || info.hotkey === hotkey) && (netuid === undefined || info.netuid === netuid),
  )
}
