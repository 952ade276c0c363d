import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { registerNetwork } from "../subnets/registerNetwork.ts"

/** register_network with the new subnet's identity, if one is given. */
export const registerNetworkWithIdentity: Handler<typeof calls.register_network_with_identity> = (
  state,
  origin,
  { hotkey, identity },
) => registerNetwork(state, origin, hotkey, identity)
