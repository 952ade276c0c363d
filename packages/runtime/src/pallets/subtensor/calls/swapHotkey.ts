import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { swapHotkey as swap } from "../keySwap/swapHotkey.ts"

/** The owner replaces a hotkey, its stake included, on one subnet or on all. */
export const swapHotkey: Handler<typeof calls.swap_hotkey> = (state, origin, args) => {
  const { hotkey: from, new_hotkey: to, netuid } = args
  return swap(state, { coldkey: ensureSigned(origin), from, to, netuid, keepStake: false })
}
