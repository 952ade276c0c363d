/** Stake that changes its hotkey or coldkey: by value, so that each position is worth afterwards what it was before. */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { maxBigint } from "@taonet/primitives/integers"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { basketEscrow } from "../baskets/holdings.ts"
import { addStakingColdkey, removeStakingColdkey } from "../staking/rootStake.ts"
import { decreaseStake, increaseStake, shareOf, stakeOf } from "../staking/stake.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { moveClaimed } from "./basket.ts"

export interface StakePosition {
  readonly coldkey: Hex
  readonly netuid: number
  readonly isEmpty: boolean
}

/** All rows of stake on a hotkey, ascending by coldkey. */
export function stakePositions(state: State, hotkey: Hex): StakePosition[] {
  const found = new Map<string, StakePosition>()
  for (const rows of [storage.Alpha, storage.AlphaV2] as const) {
    for (const [, coldkey, netuid] of rows.keys(state, hotkey)) {
      const isEmpty = SafeFloat.isZero(shareOf(state, hotkey, coldkey, netuid))
      found.set(`${coldkey} ${netuid.toString().padStart(5, "0")}`, { coldkey, netuid, isEmpty })
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, position]) => position)
}

/** Moves the positions on one subnet to another hotkey. Those of baskets stay: they belong to the hotkey's place on root. */
export function moveStakeToHotkey(
  state: State,
  netuid: number,
  from: Hex,
  to: Hex,
  positions: readonly StakePosition[],
): void {
  for (const { coldkey, netuid: of } of positions) {
    if (of !== netuid || coldkey === basketEscrow) continue
    const alpha = stakeOf(state, from, coldkey, netuid)
    increaseStake(state, to, coldkey, netuid, decreaseStake(state, from, coldkey, netuid, alpha))
    if (netuid === ROOT_NETUID) moveRootStakeAge(state, [coldkey, from], [coldkey, to])
    const staking = storage.StakingHotkeys.get(state, coldkey)
    if (staking.includes(from) && !staking.includes(to))
      storage.StakingHotkeys.set(state, coldkey, [...staking, to])
  }
}

/** The old hotkey is gone from all subnets: its stakers have the new one, last in their lists. */
export function renameStakingHotkey(
  state: State,
  from: Hex,
  to: Hex,
  positions: readonly StakePosition[],
): void {
  for (const { coldkey, isEmpty } of positions) {
    if (isEmpty) continue
    const staking = storage.StakingHotkeys.get(state, coldkey)
    if (!staking.includes(from)) continue
    const others = staking.filter((hotkey) => hotkey !== from && hotkey !== to)
    storage.StakingHotkeys.set(state, coldkey, [...others, to])
  }
}

/** Moves all stake of a coldkey on the subnet to another coldkey. */
export function moveStakeToColdkey(state: State, netuid: number, from: Hex, to: Hex): void {
  for (const hotkey of storage.StakingHotkeys.get(state, from)) {
    const alpha = stakeOf(state, hotkey, from, netuid)
    increaseStake(state, hotkey, to, netuid, decreaseStake(state, hotkey, from, netuid, alpha))
    if (netuid !== ROOT_NETUID) continue
    moveClaimed(state, hotkey, from, to)
    moveRootStakeAge(state, [from, hotkey], [to, hotkey])
    if (stakeOf(state, hotkey, to, netuid) > 0n) addStakingColdkey(state, to)
  }
  if (netuid === ROOT_NETUID) removeStakingColdkey(state, from)
}

type Pair = readonly [coldkey: Hex, hotkey: Hex]

/** How long root stake has lain is kept, so that a swap neither frees nor holds it; the younger of two stays. */
function moveRootStakeAge(state: State, from: Pair, to: Pair): void {
  const moved = storage.LastColdkeyHotkeyStakeBlock.get(state, ...from)
  if (moved === undefined) return
  storage.LastColdkeyHotkeyStakeBlock.delete(state, ...from)
  const there = storage.LastColdkeyHotkeyStakeBlock.get(state, ...to) ?? 0n
  storage.LastColdkeyHotkeyStakeBlock.set(state, ...to, maxBigint(moved, there))
}
