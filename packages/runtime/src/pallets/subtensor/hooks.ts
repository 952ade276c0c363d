import type { Hooks } from "@taonet/frame/pallet"
import { openWithPulse } from "../drand/timelock.ts"
import { advanceIndexSweep } from "./baskets/indexSweep.ts"
import { runBlockStep } from "./coinbase/blockStep.ts"
import { forgetHotkeySwaps } from "./coinbase/hotkeySwapRecords.ts"
import { onIdle } from "./subnets/idle.ts"
import type { TimelockOpener } from "./weights/timelocked.ts"

export interface SubtensorHookDeps {
  /** Opens timelocked weights. Without it they wait, and expire when their epoch is over. */
  readonly openTimelock?: TimelockOpener
}

/** The pallet's part of a block: emission and epochs at its start, clean-up of dissolved subnets at its end. */
export function createSubtensorHooks({ openTimelock }: SubtensorHookDeps = {}): Hooks {
  return {
    onInitialize(state, block) {
      forgetHotkeySwaps(state, block)
      runBlockStep(state, block, openTimelock)
      advanceIndexSweep(state)
    },
    onIdle,
  }
}

export const subtensorHooks: Hooks = createSubtensorHooks({ openTimelock: openWithPulse })
