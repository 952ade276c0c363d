import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { replaceOwnerHotkey } from "../../subtensor/locks/ownerChange.ts"
import { errors, storage } from "../../subtensor/schema.ts"
import { currentBlock } from "../../subtensor/subnets/currentBlock.ts"
import { ensureSubnetOwnerOrRoot, subnetExists } from "../../subtensor/subnets/subnets.ts"
import type { calls } from "../schema.ts"

/** A week of 12 second blocks. */
const LIMIT = 50_400n

/**
 * Names another owner hotkey, which need not be registered. The limit is the subnet's, so it binds root as well; the freeze window does
 * not. Checks: BadOrigin, SubnetNotExists, TxRateLimitExceeded, CannotUseSystemAccount. behaviour/subnets.md section 7.
 */
export const setSnOwnerHotkey: Handler<typeof calls.sudo_set_sn_owner_hotkey> = (
  state,
  origin,
  { netuid, hotkey },
) => {
  ensureSubnetOwnerOrRoot(state, origin, netuid)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  const key = { type: "SetSNOwnerHotkey", value: netuid } as const
  const last = storage.LastRateLimitedBlock.get(state, key)
  const passes = last === 0n || saturatingSubU64(currentBlock(state), last) >= LIMIT
  ensure(passes, errors.TxRateLimitExceeded)
  storage.LastRateLimitedBlock.set(state, key, currentBlock(state))
  replaceOwnerHotkey(state, netuid, hotkey)
}
