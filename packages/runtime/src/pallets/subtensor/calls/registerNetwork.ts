import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { registerNetwork as register } from "../subnets/registerNetwork.ts"

/** Signed by the coldkey that pays the lock cost and becomes the owner. Checks and events: see subnets/registerNetwork.ts. */
export const registerNetwork: Handler<typeof calls.register_network> = (state, origin, { hotkey }) =>
  register(state, origin, hotkey, undefined)
