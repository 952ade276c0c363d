import { ensureSigned } from "@taonet/frame/origin"
import type { Handler, InfoRule } from "@taonet/frame/pallet"
import { totalOf } from "@taonet/frame/schema/weights"
import type { calls } from "../calls.ts"
import { swapHotkey as swap } from "../keySwap/swapHotkey.ts"

/** As swap_hotkey; stake may stay where it is, and then the old hotkey stays owned. */
export const swapHotkeyV2: Handler<typeof calls.swap_hotkey_v2> = (state, origin, args) => {
  const { hotkey: from, new_hotkey: to, netuid, keep_stake: keepStake } = args
  return swap(state, { coldkey: ensureSigned(origin), from, to, netuid, keepStake })
}

/**
 * On one subnet and without stake the swap is cheap. The reference adds 2n reads and writes for the n basket claims of the old hotkey that a
 * swap on root has to move; a declared weight can not know them here.
 */
export const swapHotkeyV2Info: InfoRule = (
  { netuid, keep_stake }: { readonly netuid: number | undefined; readonly keep_stake: boolean },
  base,
) =>
  netuid === undefined || !keep_stake
    ? base
    : { ...base, weight: totalOf({ refTime: 275_300_000, proofSize: 0, reads: 53, writes: 39 }) }
