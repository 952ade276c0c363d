import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { claimBaskets } from "../baskets/claims.ts"
import { claimWeight } from "../baskets/work.ts"
import type { calls } from "../schema.ts"

/** Claims from one basket; there need not be one. Checks: RootClaimTooHeavy. */
export const claimRootWithHotkey: Handler<typeof calls.claim_root_with_hotkey> = (
  state,
  origin,
  { hotkey },
) => ({ weight: claimWeight(1, claimBaskets(state, ensureSigned(origin), [hotkey])) })
