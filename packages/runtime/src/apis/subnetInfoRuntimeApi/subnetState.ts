import type { State } from "@taonet/frame/state"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { Metagraph, SubnetState } from "../../pallets/subtensor/types.ts"
import { subnetPart } from "../shared/subnetFields.ts"
import { forAllSubnets, ifExists } from "../shared/subnets.ts"
import { subnetView } from "../shared/subnetView.ts"

const names = [
  "netuid",
  "hotkeys",
  "coldkeys",
  "active",
  "validator_permit",
  "pruning_score",
  "last_update",
  "emission",
  "dividends",
  "incentives",
  "consensus",
  "trust",
  "rank",
  "block_at_registration",
  "alpha_stake",
  "tao_stake",
  "total_stake",
] as const satisfies readonly (keyof Metagraph)[]

/** `get_subnet_state`. The emission history is not one in time: the hotkeys' last emission on each existing subnet. */
export const subnetState = (state: State, netuid: number): SubnetState | undefined =>
  ifExists(state, netuid, () => {
    const view = subnetView(state, netuid)
    const emission_history = forAllSubnets(state, (on) =>
      view.hotkeys().map((hotkey) => storage.LastHotkeyEmissionOnNetuid.get(state, hotkey, on)),
    )
    return { ...subnetPart(view, names), emission_history }
  })
