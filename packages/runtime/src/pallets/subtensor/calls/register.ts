import type { Handler } from "@taonet/frame/pallet"
import { burnedRegister } from "../registration/burnedRegister.ts"
import type { calls } from "../schema.ts"

/** burned_register under its old name: proof of work and the coldkey argument are ignored, the signer pays and owns. */
export const register: Handler<typeof calls.register> = (state, origin, { netuid, hotkey }) =>
  burnedRegister(state, origin, netuid, hotkey)
