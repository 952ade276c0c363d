/** Stake that changes hotkey, coldkey or subnet in one call. Source: behaviour/staking.md section 7, MOVE. */
import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint } from "@taonet/primitives/integers"
import { MAX_PRICE_RAO, MIN_PRICE_RAO, taoWorth } from "../../swap/pool.ts"
import { trySimulateSwap } from "../../swap/swap.ts"
import { settleBasketDeposits } from "../baskets/deposits.ts"
import { basketEscrow } from "../baskets/holdings.ts"
import { rebaseBasketClaim } from "../baskets/shares.ts"
import { constants } from "../constants.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { becomeDelegateIfNew } from "../keys/delegates.ts"
import { hotkeyExists, ownerOf } from "../keys/hotkeys.ts"
import {
  ensureAvailableToUnstake,
  ensureHotkeyCoversCollateral,
  ensureTransferRespectsCollateral,
} from "../locks/availability.ts"
import { transferLock } from "../locks/transferLock.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { maxMove } from "./limits.ts"
import { ensureRootStakeUnlocked, touchRootStakeAge } from "./rootStake.ts"
import { decreaseStake, increaseStake, stakeOf } from "./stake.ts"
import { stakeIntoSubnet, unstakeFromSubnet } from "./swapping.ts"
import { transferTao } from "./tao.ts"

/** A stake position. */
export interface Position {
  readonly coldkey: Hex
  readonly hotkey: Hex
  readonly netuid: number
}

export interface Move {
  readonly from: Position
  readonly to: Position
  /** Alpha of the origin, in rao. */
  readonly alpha: bigint
  /** Least price of origin alpha in destination alpha, times 10^9, and whether the order may be cut down to it. */
  readonly limit?: { readonly price: bigint; readonly allowPartial: boolean }
  /** Whether this is a transfer, which subnets may forbid and which has its own minimum. */
  readonly isTransfer: boolean
}

/**
 * Moves stake and returns its value in rao of TAO. Between subnets it is sold and bought, with one fee: on the sale, or on the purchase
 * when it leaves root. A price limit only sizes the order; the trades run without one. What is too little to be staked again stays as TAO.
 */
export function moveStakePosition(state: State, move: Move): bigint {
  const { from, to, alpha, limit } = move
  const acrossSubnets = from.netuid !== to.netuid
  const max = acrossSubnets && limit ? maxMove(state, from.netuid, to.netuid, limit.price) : alpha
  validateMove(state, move, max)
  const amount = minBigint(alpha, max)
  return acrossSubnets ? swapPosition(state, move, amount) : shiftPosition(state, from, to, amount)
}

/**
 * Raises CannotUseSystemAccount, SameNetuid, SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, NotEnoughStakeToWithdraw,
 * InsufficientLiquidity, AmountTooLow, SlippageTooHigh, TransferDisallowed, StakeUnavailable, RootStakeLocked, in this order.
 */
function validateMove(state: State, move: Move, max: bigint): void {
  const { from, to, alpha, limit, isTransfer } = move
  const acrossSubnets = from.netuid !== to.netuid
  // What came into a basket like this would belong to nobody's shares.
  ensure(to.coldkey !== basketEscrow, errors.CannotUseSystemAccount)
  if (from.coldkey === to.coldkey && from.hotkey === to.hotkey) ensure(acrossSubnets, errors.SameNetuid)
  ensure(subnetExists(state, from.netuid), errors.SubnetNotExists)
  ensure(subnetExists(state, to.netuid), errors.SubnetNotExists)
  ensure(storage.SubtokenEnabled.get(state, from.netuid), errors.SubtokenDisabled)
  ensure(storage.SubtokenEnabled.get(state, to.netuid), errors.SubtokenDisabled)
  ensure(hotkeyExists(state, from.hotkey), errors.HotKeyAccountNotExists)
  ensure(hotkeyExists(state, to.hotkey), errors.HotKeyAccountNotExists)
  const stake = stakeOf(state, from.hotkey, from.coldkey, from.netuid)
  ensure(alpha <= stake, errors.NotEnoughStakeToWithdraw)
  if (acrossSubnets) {
    const sold = trySimulateSwap(state, from.netuid, "sell", alpha)
    ensure(sold !== undefined, errors.InsufficientLiquidity)
    ensure(sold.paidOut > minimumValue(state, isTransfer), errors.AmountTooLow)
    if (limit && !limit.allowPartial) ensure(alpha <= max, errors.SlippageTooHigh)
  }
  if (isTransfer) {
    ensure(storage.TransferToggle.get(state, from.netuid), errors.TransferDisallowed)
    ensure(storage.TransferToggle.get(state, to.netuid), errors.TransferDisallowed)
  }
  if (acrossSubnets) ensureAvailableToUnstake(state, from.coldkey, from.netuid, alpha)
  else if (from.coldkey !== to.coldkey) {
    ensureTransferRespectsCollateral(state, from.coldkey, from.netuid, alpha)
  }
  ensureHotkeyCoversCollateral(state, from.coldkey, from.hotkey, from.netuid, alpha)
  if (from.netuid === ROOT_NETUID) ensureRootStakeUnlocked(state, from.coldkey, from.hotkey)
}

const minimumValue = (state: State, isTransfer: boolean): bigint =>
  (isTransfer ? constants.InitialMinTransfer : constants.InitialMinStake).get(state)

function swapPosition(state: State, { from, to, isTransfer }: Move, alpha: bigint): bigint {
  const leavesRoot = from.netuid === ROOT_NETUID
  const tao = unstakeFromSubnet(state, from.hotkey, from.coldkey, from.netuid, alpha, {
    limitPrice: MIN_PRICE_RAO,
    dropFees: leavesRoot,
    enforceRootHold: true,
  })
  if (from.coldkey !== to.coldkey) transferTao(state, from.coldkey, to.coldkey, tao)
  if (tao < minimumValue(state, isTransfer)) return tao
  becomeDelegateOf(state, to)
  stakeIntoSubnet(state, to.hotkey, to.coldkey, to.netuid, tao, {
    limitPrice: MAX_PRICE_RAO,
    dropFees: !leavesRoot,
  })
  return tao
}

/**
 * Within a subnet shares change hands: no trade, no fee, no TAO. Locked alpha takes its lock along to another coldkey. Raises
 * LockHotkeyMismatch, AccountRejectsLockedAlpha, NotEnoughStakeToWithdraw, AmountTooLow below the minimum transfer.
 */
export function shiftPosition(state: State, from: Position, to: Position, alpha: bigint): bigint {
  const { netuid } = from
  if (netuid === ROOT_NETUID) {
    settleBasketDeposits(state, from.hotkey)
    if (to.hotkey !== from.hotkey) settleBasketDeposits(state, to.hotkey)
  }
  transferLock(state, { from: from.coldkey, to: to.coldkey, hotkey: to.hotkey, netuid, alpha })
  const removed = decreaseStake(state, from.hotkey, from.coldkey, netuid, alpha)
  ensure(removed === alpha, errors.NotEnoughStakeToWithdraw)
  if (netuid === ROOT_NETUID) rebaseBasketClaim(state, from.hotkey, from.coldkey, -alpha)
  becomeDelegateOf(state, to)
  increaseStake(state, to.hotkey, to.coldkey, netuid, alpha)
  if (netuid === ROOT_NETUID) rebaseBasketClaim(state, to.hotkey, to.coldkey, alpha)

  const value = taoWorth(state, netuid, alpha)
  ensure(value >= constants.InitialMinTransfer.get(state), errors.AmountTooLow)
  if (netuid === ROOT_NETUID) touchRootStakeAge(state, to.coldkey, to.hotkey)
  events.StakeRemoved.deposit(state, [from.coldkey, from.hotkey, value, alpha, netuid, 0n])
  events.StakeAdded.deposit(state, [to.coldkey, to.hotkey, value, alpha, netuid, 0n])
  return value
}

function becomeDelegateOf(state: State, { coldkey, hotkey }: Position): void {
  if (ownerOf(state, hotkey) !== coldkey) becomeDelegateIfNew(state, hotkey)
}
