/** What orders do to stake and pools, with the checks that their signers' own calls would have had. Source: OrderSwapInterface of the reference. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { constants } from "../subtensor/constants.ts"
import { hotkeyExists } from "../subtensor/keys/hotkeys.ts"
import { ensureAvailableToUnstake, ensureHotkeyCoversCollateral } from "../subtensor/locks/availability.ts"
import { errors, storage } from "../subtensor/schema.ts"
import type { Position } from "../subtensor/staking/moving.ts"
import { decreaseStake, increaseStake, stakeOf } from "../subtensor/staking/stake.ts"
import { stakeIntoSubnet, unstakeFromSubnet } from "../subtensor/staking/swapping.ts"
import { coldkeyBalance } from "../subtensor/staking/tao.ts"
import { validateRemoveStake, wholeOrder } from "../subtensor/staking/validation.ts"
import { currentBlock } from "../subtensor/subnets/currentBlock.ts"
import { subnetExists } from "../subtensor/subnets/subnets.ts"
import { isDynamic, taoWorth } from "../swap/pool.ts"
import { quote } from "../swap/swap.ts"

/** A trade of a position: rao in, and the worst price in rao per alpha. */
export interface Trade {
  readonly position: Position
  readonly amount: bigint
  readonly limitPrice: bigint
}

/**
 * Raises SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, AmountTooLow, NotEnoughBalanceToStake, SlippageTooHigh where the limit
 * would cut the order, and what staking raises.
 */
export function buyForUser(state: State, trade: Trade): bigint {
  const { coldkey, hotkey, netuid } = trade.position
  ensureTrades(state, netuid)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  ensure(trade.amount >= constants.InitialMinStake.get(state), errors.AmountTooLow)
  ensure(trade.amount <= coldkeyBalance(state, coldkey), errors.NotEnoughBalanceToStake)
  return buy(state, trade)
}

/** `buyForUser` without the checks of hotkey, minimum and balance. Returns the alpha. */
export function buy(state: State, { position, amount, limitPrice }: Trade): bigint {
  const { coldkey, hotkey, netuid } = position
  ensureTrades(state, netuid)
  ensureFilled(state, netuid, "buy", amount, limitPrice)
  return stakeIntoSubnet(state, hotkey, coldkey, netuid, amount, { limitPrice })
}

/** Raises SubnetNotExists, SubtokenDisabled, what `remove_stake` checks, SlippageTooHigh, and what unstaking raises. */
export function sellForUser(state: State, trade: Trade): bigint {
  const { coldkey, hotkey, netuid } = trade.position
  ensureTrades(state, netuid)
  validateRemoveStake(state, coldkey, hotkey, netuid, wholeOrder(trade.amount))
  return sell(state, trade)
}

/** `sellForUser` without the checks of `remove_stake`. Returns the TAO. */
export function sell(state: State, { position, amount, limitPrice }: Trade): bigint {
  const { coldkey, hotkey, netuid } = position
  ensureTrades(state, netuid)
  ensureFilled(state, netuid, "sell", amount, limitPrice)
  return unstakeFromSubnet(state, hotkey, coldkey, netuid, amount, { limitPrice, enforceRootHold: true })
}

/**
 * Hands a user's stake over to the pot: no trade, no lock goes along. Raises SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists,
 * AmountTooLow, StakeUnavailable, NotEnoughStakeToWithdraw, in this order.
 */
export function collectStake(state: State, from: Position, to: Position, alpha: bigint): void {
  const { coldkey, hotkey, netuid } = from
  ensureTrades(state, netuid)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  ensure(alpha > 0n, errors.AmountTooLow)
  ensure(taoWorth(state, netuid, alpha) >= constants.InitialMinStake.get(state), errors.AmountTooLow)
  ensureAvailableToUnstake(state, coldkey, netuid, alpha)
  ensureHotkeyCoversCollateral(state, coldkey, hotkey, netuid, alpha)
  moveStake(state, from, to, alpha)
}

/** Hands the pot's stake out. Raises SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, NotEnoughStakeToWithdraw, in this order. */
export function payStake(state: State, from: Position, to: Position, alpha: bigint): void {
  ensureTrades(state, from.netuid)
  ensure(hotkeyExists(state, to.hotkey), errors.HotKeyAccountNotExists)
  moveStake(state, from, to, alpha)
}

function moveStake(state: State, from: Position, to: Position, alpha: bigint): void {
  const available = stakeOf(state, from.hotkey, from.coldkey, from.netuid)
  ensure(available >= alpha, errors.NotEnoughStakeToWithdraw)
  decreaseStake(state, from.hotkey, from.coldkey, from.netuid, alpha)
  increaseStake(state, to.hotkey, to.coldkey, to.netuid, alpha)
  storage.LastColdkeyHotkeyStakeBlock.set(state, to.coldkey, to.hotkey, currentBlock(state))
}

function ensureTrades(state: State, netuid: number): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(storage.SubtokenEnabled.get(state, netuid), errors.SubtokenDisabled)
}

/** The pool must take all of it within the limit. Outside the market any price is 1. */
function ensureFilled(
  state: State,
  netuid: number,
  side: "buy" | "sell",
  amount: bigint,
  limitPrice: bigint,
): void {
  if (!isDynamic(state, netuid)) return
  const { paidIn, fee } = quote(state, netuid, { side, amount, limitPrice })
  ensure(paidIn + fee >= amount, errors.SlippageTooHigh)
}
