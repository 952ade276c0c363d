import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { dissolveNetwork as dissolve } from "../subnets/dissolve.ts"

/** Root only, whatever the coldkey argument says. Checks: BadOrigin, SubnetNotExists, NetworkDissolveAlreadyQueued. */
export const dissolveNetwork: Handler<typeof calls.dissolve_network> = (state, origin, { netuid }) => {
  ensureRoot(origin)
  dissolve(state, netuid)
}
