import type { Handler } from "@taonet/frame/pallet"
import { burnedRegister as registerAtBurn } from "../registration/burnedRegister.ts"
import type { calls } from "../schema.ts"

/** Signed by the coldkey that pays and will own the hotkey. Checks and events: see registration/burnedRegister.ts. */
export const burnedRegister: Handler<typeof calls.burned_register> = (state, origin, { netuid, hotkey }) =>
  registerAtBurn(state, origin, netuid, hotkey)
