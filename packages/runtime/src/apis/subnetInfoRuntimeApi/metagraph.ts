import type { State } from "@taonet/frame/state"
import { storage } from "../../pallets/subtensor/storage.ts"
import { allNetuids } from "../../pallets/subtensor/subnets/subnets.ts"
import type { Metagraph } from "../../pallets/subtensor/types.ts"
import { wholeMetagraph } from "../shared/subnetFields.ts"
import { ifExists } from "../shared/subnets.ts"
import { subnetView } from "../shared/subnetView.ts"

/** `get_metagraph`. */
export const metagraph = (state: State, netuid: number): Metagraph | undefined =>
  ifExists(state, netuid, () => wholeMetagraph(subnetView(state, netuid)))

/**
 * `get_mechagraph`: the metagraph with last updates and incentives of one mechanism, and with the row of that mechanism's lists in
 * place of the netuid; undefined for a mechanism that the subnet does not have.
 */
export const mechagraph = (state: State, netuid: number, mechanism: number): Metagraph | undefined =>
  ifExists(state, netuid, () => {
    if (mechanism >= storage.MechanismCountCurrent.get(state, netuid)) return undefined
    const view = subnetView(state, netuid, mechanism)
    return { ...wholeMetagraph(view), netuid: view.index }
  })

/** `get_all_mechagraphs`: by subnet, then mechanism. */
export const allMechagraphs = (state: State): (Metagraph | undefined)[] =>
  allNetuids(state).flatMap((netuid) =>
    Array.from({ length: storage.MechanismCountCurrent.get(state, netuid) }, (_, mechanism) =>
      mechagraph(state, netuid, mechanism),
    ),
  )
