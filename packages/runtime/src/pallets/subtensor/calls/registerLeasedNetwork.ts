import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as leases from "../leases/registerLease.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `registerLeasedNetwork`. */
export const registerLeasedNetwork: Handler<typeof calls.register_leased_network> = (
  state,
  origin,
  { emissions_share, end_block },
) =>
  leases.registerLeasedNetwork(state, ensureSigned(origin), {
    emissionsShare: emissions_share,
    endBlock: end_block,
  })
