import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as locks from "../locks/lockStake.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `lockStake`. */
export const lockStake: Handler<typeof calls.lock_stake> = (state, origin, { hotkey, netuid, amount }) =>
  locks.lockStake(state, ensureSigned(origin), netuid, hotkey, amount)
