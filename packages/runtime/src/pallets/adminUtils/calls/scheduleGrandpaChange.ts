import { ensure } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { scheduleAuthorityChange } from "../../grandpa/authorityChange.ts"
import { type calls, errors } from "../schema.ts"

/** Replaces the finality voters at the end of the block. Checks: BadOrigin, GrandpaChangeDelayMustBeZero, those of the Grandpa pallet. */
export const scheduleGrandpaChange: Handler<typeof calls.schedule_grandpa_change> = (
  state,
  origin,
  { next_authorities, in_blocks, forced },
) => {
  ensureRoot(origin)
  ensure(in_blocks === 0, errors.GrandpaChangeDelayMustBeZero)
  scheduleAuthorityChange(state, next_authorities, in_blocks, forced)
}
