import type { State } from "@taonet/frame/state"
import type { DynamicInfo, Metagraph } from "../../pallets/subtensor/types.ts"
import { subnetPart } from "../shared/subnetFields.ts"
import { ifExists } from "../shared/subnets.ts"
import { subnetView } from "../shared/subnetView.ts"

const names = [
  "netuid",
  "owner_hotkey",
  "owner_coldkey",
  "name",
  "symbol",
  "tempo",
  "last_step",
  "blocks_since_last_step",
  "alpha_in",
  "alpha_out",
  "tao_in",
  "alpha_out_emission",
  "alpha_in_emission",
  "tao_in_emission",
  "pending_alpha_emission",
  "pending_root_emission",
  "subnet_volume",
  "network_registered_at",
  "identity",
  "moving_price",
] as const satisfies readonly (keyof Metagraph)[]

/** `get_dynamic_info`: pool, emission and price data. The moving price of root is shown as stored: 0, not 1. */
export const dynamicInfo = (state: State, netuid: number): DynamicInfo | undefined =>
  ifExists(state, netuid, () => {
    const { name, symbol, identity, ...rest } = subnetPart(subnetView(state, netuid), names)
    return { ...rest, subnet_name: name, token_symbol: symbol, subnet_identity: identity, emission: 0n }
  })
