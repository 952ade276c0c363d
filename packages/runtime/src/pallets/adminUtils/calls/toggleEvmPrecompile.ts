import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, events, storage } from "../schema.ts"

/** Switches an EVM precompile; says so only if that changed anything. */
export const toggleEvmPrecompile: Handler<typeof calls.sudo_toggle_evm_precompile> = (
  state,
  origin,
  { precompile_id, enabled },
) => {
  ensureRoot(origin)
  if (storage.PrecompileEnable.get(state, precompile_id) === enabled) return
  storage.PrecompileEnable.set(state, precompile_id, enabled)
  events.PrecompileUpdated.deposit(state, { precompile_id, enabled })
}
