import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { MIN_PRICE_RAO } from "../../swap/pool.ts"
import { errors } from "../errors.ts"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { storage } from "../storage.ts"
import { clearSmallNomination } from "./nominators.ts"
import { stakeOf } from "./stake.ts"
import { unstakeFromSubnet } from "./swapping.ts"
import { validateRemoveStake, wholeOrder } from "./validation.ts"

/**
 * Unstakes a coldkey's positions on a hotkey from the subnets given, in their order, and returns the TAO paid out. Subnets that are not
 * started, and positions that may not be unstaked, are passed over. Raises HotKeyAccountNotExists.
 */
export function unstakeEverywhere(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuids: readonly number[],
): bigint {
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  let total = 0n
  for (const netuid of netuids) {
    if (!storage.SubtokenEnabled.get(state, netuid)) continue
    const alpha = stakeOf(state, hotkey, coldkey, netuid)
    const allowed = attempt(state, () =>
      validateRemoveStake(state, coldkey, hotkey, netuid, wholeOrder(alpha)),
    )
    if (!allowed.ok) continue
    total += unstakeFromSubnet(state, hotkey, coldkey, netuid, alpha, {
      limitPrice: MIN_PRICE_RAO,
      enforceRootHold: true,
    })
    clearSmallNomination(state, hotkey, coldkey, netuid)
  }
  return total
}
