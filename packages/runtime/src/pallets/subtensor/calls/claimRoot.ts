import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { claimableHotkeys, claimBaskets } from "../baskets/claims.ts"
import { claimWeight } from "../baskets/work.ts"
import { type calls, storage } from "../schema.ts"

/** Claims from all baskets. `subnets` is of older clients: baskets have no part that belongs to a subnet. Checks: RootClaimTooHeavy. */
export const claimRoot: Handler<typeof calls.claim_root> = (state, origin) => {
  const coldkey = ensureSigned(origin)
  const looked = storage.StakingHotkeys.get(state, coldkey).length
  const work = claimBaskets(state, coldkey, claimableHotkeys(state, coldkey))
  return { weight: claimWeight(looked, work) }
}
