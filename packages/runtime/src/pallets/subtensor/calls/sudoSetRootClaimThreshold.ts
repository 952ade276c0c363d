import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import { type calls, errors, storage } from "../schema.ts"
import { ensureSubnetOwnerOrRoot, ROOT_NETUID } from "../subnets/subnets.ts"

/** Rao. */
const MOST = 10_000_000n

/** Sets the least that a claim from a basket must pay. Only root's entry is read, so no other may be set. Checks: BadOrigin, InvalidRootClaimThreshold. */
export const sudoSetRootClaimThreshold: Handler<typeof calls.sudo_set_root_claim_threshold> = (
  state,
  origin,
  { netuid, new_value },
) => {
  ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(netuid === ROOT_NETUID && new_value <= MOST, errors.InvalidRootClaimThreshold)
  storage.RootClaimableThreshold.set(state, netuid, I96F32.fromInt(new_value))
}
