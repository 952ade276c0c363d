import { ensureRoot, ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { enterSafeMode, exitSafeMode, extendSafeMode, releaseDeposit, slashDeposit } from "./mode.ts"
import { type calls, constants } from "./schema.ts"

/** Blocks for which root turns safe mode on, and prolongs it: a day and half a day of 12-second blocks, on every chain. */
const forcedDuration = 7200
const forcedExtension = 3600

export const enter: Handler<typeof calls.enter> = (state, origin) => {
  const who = ensureSigned(origin)
  enterSafeMode(state, constants.EnterDuration.get(state), who)
}

export const forceEnter: Handler<typeof calls.force_enter> = (state, origin) => {
  ensureRoot(origin)
  enterSafeMode(state, forcedDuration)
}

export const extend: Handler<typeof calls.extend> = (state, origin) => {
  const who = ensureSigned(origin)
  extendSafeMode(state, constants.ExtendDuration.get(state), who)
}

export const forceExtend: Handler<typeof calls.force_extend> = (state, origin) => {
  ensureRoot(origin)
  extendSafeMode(state, forcedExtension)
}

export const forceExit: Handler<typeof calls.force_exit> = (state, origin) => {
  ensureRoot(origin)
  exitSafeMode(state, "Force")
}

export const forceSlashDeposit: Handler<typeof calls.force_slash_deposit> = (
  state,
  origin,
  { account, block },
) => {
  ensureRoot(origin)
  slashDeposit(state, account, block)
}

export const release: Handler<typeof calls.release_deposit> = (state, origin, { account, block }) => {
  ensureSigned(origin)
  releaseDeposit(state, account, block, "whenDue")
}

export const forceRelease: Handler<typeof calls.force_release_deposit> = (
  state,
  origin,
  { account, block },
) => {
  ensureRoot(origin)
  releaseDeposit(state, account, block, "asRoot")
}
