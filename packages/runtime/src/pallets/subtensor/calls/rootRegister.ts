import type { Handler } from "@taonet/frame/pallet"
import { rootRegister as registerOnRoot } from "../registration/rootRegister.ts"
import type { calls } from "../schema.ts"

/** Signed by the coldkey that pays root's price. Checks and events: see registration/rootRegister.ts. */
export const rootRegister: Handler<typeof calls.root_register> = (state, origin, { hotkey }) =>
  registerOnRoot(state, origin, hotkey)
