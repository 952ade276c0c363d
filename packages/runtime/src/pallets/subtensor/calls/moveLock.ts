import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import * as locks from "../locks/moveLock.ts"
import type { calls } from "../schema.ts"

/** Checks: those of `moveLock`. */
export const moveLock: Handler<typeof calls.move_lock> = (state, origin, { destination_hotkey, netuid }) =>
  locks.moveLock(state, ensureSigned(origin), destination_hotkey, netuid)
