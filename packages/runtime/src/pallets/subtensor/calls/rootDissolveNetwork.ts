import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { dissolveNetwork } from "../subnets/dissolve.ts"

/** As dissolve_network. */
export const rootDissolveNetwork: Handler<typeof calls.root_dissolve_network> = (
  state,
  origin,
  { netuid },
) => {
  ensureRoot(origin)
  dissolveNetwork(state, netuid)
}
