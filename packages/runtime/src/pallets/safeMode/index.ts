import { definePallet } from "@taonet/frame/pallet"
import * as logic from "./dispatchables.ts"
import { exitSafeMode } from "./mode.ts"
import { calls, schema, storage } from "./schema.ts"

export const safeMode = definePallet(schema, calls, {
  calls: {
    enter: logic.enter,
    force_enter: logic.forceEnter,
    extend: logic.extend,
    force_extend: logic.forceExtend,
    force_exit: logic.forceExit,
    force_slash_deposit: logic.forceSlashDeposit,
    release_deposit: logic.release,
    force_release_deposit: logic.forceRelease,
  },
  hooks: {
    /** Safe mode ends by itself after its last block. */
    onInitialize(state, block) {
      const last = storage.EnteredUntil.get(state)
      if (last !== undefined && block > last) exitSafeMode(state, "Timeout")
    },
  },
})
