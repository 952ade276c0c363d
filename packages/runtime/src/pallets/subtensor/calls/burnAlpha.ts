import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { burnAlpha as burn } from "../../alphaAssets/issuance.ts"
import type { calls } from "../calls.ts"
import { events } from "../events.ts"
import { takeAlpha } from "../staking/destroyAlpha.ts"

/** A coldkey burns alpha, which still counts as issued. Order of checks: behaviour/staking.md section 8. */
export const burnAlpha: Handler<typeof calls.burn_alpha> = (state, origin, { hotkey, amount, netuid }) => {
  burnPosition(state, ensureSigned(origin), hotkey, netuid, amount)
}

export function burnPosition(state: State, coldkey: Hex, hotkey: Hex, netuid: number, amount: bigint): void {
  const alpha = takeAlpha(state, coldkey, hotkey, netuid, amount)
  burn(state, netuid, alpha)
  events.AlphaBurned.deposit(state, [coldkey, hotkey, alpha, netuid])
}
