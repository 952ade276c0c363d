import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as locks from "../locks/perpetualLock.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `setPerpetualLock`. */
export const setPerpetualLock: Handler<typeof calls.set_perpetual_lock> = (
  state,
  origin,
  { netuid, enabled },
) => locks.setPerpetualLock(state, ensureSigned(origin), netuid, enabled)
