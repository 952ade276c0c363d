/** What add_stake and remove_stake check before anything moves. Sources: staking.md section 5, CHECK_ADD, CHECK_REMOVE, SIZE LIMIT. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingMulU64 } from "@taonet/primitives/integers"
import { MAX_INPUT_RESERVE_MULTIPLE } from "../../swap/math/swapStep.ts"
import { approximateFee, isDynamic, poolReserves } from "../../swap/pool.ts"
import { trySimulateSwap } from "../../swap/swap.ts"
import { constants } from "../constants.ts"
import { errors } from "../errors.ts"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { ensureAvailableToUnstake, ensureHotkeyCoversCollateral } from "../locks/availability.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { ensureRootStakeUnlocked } from "./rootStake.ts"
import { canIncreaseStake, stakeOf } from "./stake.ts"
import { coldkeyBalance } from "./tao.ts"

/** An order with the most that its price limit lets through. */
export interface SizedOrder {
  readonly amount: bigint
  readonly max: bigint
  /** Whether the order may be filled up to `max` only. */
  readonly allowPartial: boolean
}

export const wholeOrder = (amount: bigint): SizedOrder => ({ amount, max: amount, allowPartial: false })

/** Raises InsufficientLiquidity for an order of more than 1000 times the reserve it goes into. */
export function ensureWithinSizeLimit(
  state: State,
  netuid: number,
  side: "buy" | "sell",
  amount: bigint,
): void {
  if (netuid === ROOT_NETUID || !isDynamic(state, netuid)) return
  ensure(amount <= largestInput(state, netuid, side), errors.InsufficientLiquidity)
}

export function largestInput(state: State, netuid: number, side: "buy" | "sell"): bigint {
  const { tao, alpha } = poolReserves(state, netuid)
  return saturatingMulU64(side === "buy" ? tao : alpha, MAX_INPUT_RESERVE_MULTIPLE)
}

/**
 * Raises SubnetNotExists, SubtokenDisabled, AmountTooLow, SlippageTooHigh, NotEnoughBalanceToStake, HotKeyAccountNotExists,
 * InsufficientLiquidity, in this order (and the last two with AmountTooLow once more).
 */
export function validateAddStake(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  { amount: asked, max, allowPartial }: SizedOrder,
): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(storage.SubtokenEnabled.get(state, netuid), errors.SubtokenDisabled)
  const minimum = constants.InitialMinStake.get(state)
  const fee = trySimulateSwap(state, netuid, "buy", minimum)?.fee ?? approximateFee(state, netuid, minimum)
  ensure(asked >= minimum + fee, errors.AmountTooLow)
  if (!allowPartial) ensure(asked <= max, errors.SlippageTooHigh)
  const amount = minBigint(asked, max)
  ensure(amount <= coldkeyBalance(state, coldkey), errors.NotEnoughBalanceToStake)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)

  const filled = trySimulateSwap(state, netuid, "buy", amount)
  ensure(filled !== undefined, errors.InsufficientLiquidity)
  ensure(filled.paidIn >= minimum, errors.AmountTooLow)
  ensure(filled.paidOut > 0n, errors.InsufficientLiquidity)
  ensure(canIncreaseStake(state, hotkey, netuid, filled.paidOut), errors.InsufficientLiquidity)
}

/**
 * Raises SubnetNotExists, AmountTooLow, NotEnoughStakeToWithdraw, InsufficientLiquidity, AmountTooLow (only where something stays),
 * SlippageTooHigh, HotKeyAccountNotExists, StakeUnavailable, RootStakeLocked, in this order.
 */
export function validateRemoveStake(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  netuid: number,
  { amount: alpha, max, allowPartial }: SizedOrder,
): void {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(alpha > 0n, errors.AmountTooLow)
  const stake = stakeOf(state, hotkey, coldkey, netuid)
  ensure(stake >= alpha, errors.NotEnoughStakeToWithdraw)
  const filled = trySimulateSwap(state, netuid, "sell", alpha)
  ensure(filled !== undefined, errors.InsufficientLiquidity)
  if (stake > alpha) ensure(filled.paidOut >= constants.InitialMinStake.get(state), errors.AmountTooLow)
  if (!allowPartial) ensure(alpha <= max, errors.SlippageTooHigh)
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  ensureAvailableToUnstake(state, coldkey, netuid, alpha)
  ensureHotkeyCoversCollateral(state, coldkey, hotkey, netuid, alpha)
  if (netuid === ROOT_NETUID) ensureRootStakeUnlocked(state, coldkey, hotkey)
}
