/** The two trades of a subnet's pool, and staking and unstaking built on them. Amounts are rao; errors of the Swap pallet pass through. */
import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingAddU128, saturatingSubU64 } from "@taonet/primitives/integers"
import { burnAlpha } from "../../alphaAssets/issuance.ts"
import { isDynamic, MIN_PRICE_RAO } from "../../swap/pool.ts"
import { type Order, type SwapResult, swap } from "../../swap/swap.ts"
import { settleBasketDeposits } from "../baskets/deposits.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { addStakingHotkey } from "../keys/hotkeys.ts"
import { ensureAvailableToUnstake, ensureHotkeyCoversCollateral } from "../locks/availability.ts"
import { refreshLock } from "../locks/lockModel.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { ensureRootStakeUnlocked, rootStakeAdded, rootStakeRemoved } from "./rootStake.ts"
import { canIncreaseStake, decreaseStake, increaseStake } from "./stake.ts"
import { burnTao, transferTaoFromSubnet, transferTaoToSubnet } from "./tao.ts"
import { recordTaoFlow } from "./taoFlow.ts"

/** Buys alpha with TAO that is already on the subnet's account: pool reserves, SubnetAlphaOut, TotalStake, SubnetVolume. */
export function swapTaoForAlpha(
  state: State,
  netuid: number,
  tao: bigint,
  limitPrice: bigint,
  dropFees: boolean,
): SwapResult {
  const result = tradeOn(state, netuid, { side: "buy", amount: tao, limitPrice, dropFees })
  changeReserve(state, storage.SubnetAlphaIn, netuid, -result.paidOut)
  storage.SubnetAlphaOut.mutate(state, netuid, (total) => saturatingAddU64(total, result.paidOut))
  changeReserve(state, storage.SubnetTAO, netuid, result.paidIn)
  storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, tao))
  storage.SubnetVolume.mutate(state, netuid, (total) => saturatingAddU128(total, tao))
  return result
}

/** Sells alpha; the TAO stays on the subnet's account for the caller to move. The fee's alpha stays in SubnetAlphaOut. */
export function swapAlphaForTao(
  state: State,
  netuid: number,
  alpha: bigint,
  limitPrice: bigint,
  dropFees: boolean,
): SwapResult {
  const result = tradeOn(state, netuid, { side: "sell", amount: alpha, limitPrice, dropFees })
  changeReserve(state, storage.SubnetAlphaIn, netuid, result.paidIn)
  storage.SubnetAlphaOut.mutate(state, netuid, (total) => saturatingSubU64(total, result.paidIn))
  changeReserve(state, storage.SubnetTAO, netuid, -result.paidOut)
  storage.TotalStake.mutate(state, (total) => saturatingSubU64(total, result.paidOut))
  storage.SubnetVolume.mutate(state, netuid, (total) => saturatingAddU128(total, result.paidOut))
  return result
}

/** Terms of a stake or unstake. */
export interface TradeTerms {
  /** In rao per alpha; ignored on root and stable subnets. */
  readonly limitPrice: bigint
  readonly dropFees?: boolean
}

/**
 * Stakes TAO of a coldkey on a hotkey and returns the alpha that it gave. Takes less than `tao` where the coldkey would not keep its
 * existential deposit, and refunds what a price limit leaves over. Event StakeAdded with the TAO taken at first.
 * Raises InsufficientTaoBalance, AmountTooLow, InsufficientLiquidity and the Swap pallet's errors. Source: staking.md section 5, STAKE.
 */
export function stakeIntoSubnet(
  state: State,
  hotkey: Hex,
  coldkey: Hex,
  netuid: number,
  tao: bigint,
  { limitPrice, dropFees = false }: TradeTerms,
): bigint {
  if (netuid === ROOT_NETUID) settleBasketDeposits(state, hotkey)
  const staked = transferTaoToSubnet(state, netuid, coldkey, tao)
  const { paidIn, paidOut, fee } = swapTaoForAlpha(state, netuid, staked, limitPrice, dropFees)
  ensure(paidOut > 0n, errors.AmountTooLow)
  ensure(canIncreaseStake(state, hotkey, netuid, paidOut), errors.InsufficientLiquidity)
  increaseStake(state, hotkey, coldkey, netuid, paidOut)
  addStakingHotkey(state, coldkey, hotkey)
  settleTaoFee(state, netuid, fee)

  const refund = saturatingSubU64(staked, paidIn + fee)
  if (refund > 0n) {
    transferTaoFromSubnet(state, netuid, coldkey, refund)
    storage.TotalStake.mutate(state, (total) => saturatingSubU64(total, refund))
  }
  recordTaoFlow(state, netuid, paidIn)
  refreshLock(state, coldkey, netuid)
  if (netuid === ROOT_NETUID) rootStakeAdded(state, hotkey, coldkey, paidOut)
  if (storage.ChildkeyThresholdSuspended.has(state, hotkey)) {
    storage.ChildkeyThresholdChecks.set(state, hotkey, undefined)
  }
  events.StakeAdded.deposit(state, [coldkey, hotkey, staked, paidOut, netuid, fee])
  return paidOut
}

export interface UnstakeTerms extends TradeTerms {
  /** Who gets the TAO; the coldkey when left out. */
  readonly beneficiary?: Hex
  /** Whether root stake must have aged past RootStakeUnlockInterval: true for what users ask for. */
  readonly enforceRootHold: boolean
}

/**
 * Unstakes alpha of a coldkey and returns the TAO paid out. What a price limit leaves over stays on the position.
 * Raises RootStakeLocked, StakeUnavailable, NotEnoughStakeToWithdraw, InsufficientTaoBalance and the Swap pallet's errors, also when only
 * the sale of the author's fee fails. Source: staking.md section 5, UNSTAKE.
 */
export function unstakeFromSubnet(
  state: State,
  hotkey: Hex,
  coldkey: Hex,
  netuid: number,
  alpha: bigint,
  { limitPrice, dropFees = false, beneficiary = coldkey, enforceRootHold }: UnstakeTerms,
): bigint {
  if (netuid === ROOT_NETUID) {
    if (enforceRootHold) ensureRootStakeUnlocked(state, coldkey, hotkey)
    settleBasketDeposits(state, hotkey)
  }
  ensureAvailableToUnstake(state, coldkey, netuid, alpha)
  ensureHotkeyCoversCollateral(state, coldkey, hotkey, netuid, alpha)
  const removed = decreaseStake(state, hotkey, coldkey, netuid, alpha)
  ensure(removed === alpha, errors.NotEnoughStakeToWithdraw)

  const { paidIn, paidOut, fee } = swapAlphaForTao(state, netuid, alpha, limitPrice, dropFees)
  const refund = saturatingSubU64(alpha, paidIn + fee)
  if (refund > 0n) increaseStake(state, hotkey, coldkey, netuid, refund)
  transferTaoFromSubnet(state, netuid, beneficiary, paidOut)
  const authorTao = settleAlphaFee(state, netuid, fee)
  if (netuid === ROOT_NETUID) rootStakeRemoved(state, hotkey, coldkey, alpha)
  recordTaoFlow(state, netuid, -(paidOut + authorTao))
  refreshLock(state, coldkey, netuid)
  events.StakeRemoved.deposit(state, [coldkey, hotkey, paidOut, paidIn, netuid, fee])
  return paidOut
}

/**
 * Pays a fee in TAO, which lies on the subnet's account, to the block's author; burns it where there is none, or leaves
 * it where it is when even that fails (too little to open the burn account).
 */
export function settleTaoFee(state: State, netuid: number, fee: bigint): void {
  if (state.author !== undefined) transferTaoFromSubnet(state, netuid, state.author as Hex, fee)
  else attempt(state, () => burnTao(state, subnetAccount(netuid), fee))
}

/** Sells a fee in alpha for the block's author, without another fee; burns it where there is none. Returns the TAO that left. */
export function settleAlphaFee(state: State, netuid: number, fee: bigint): bigint {
  if (state.author === undefined) {
    burnAlpha(state, netuid, fee)
    return 0n
  }
  const { paidOut } = swapAlphaForTao(state, netuid, fee, MIN_PRICE_RAO, true)
  transferTaoFromSubnet(state, netuid, state.author as Hex, paidOut)
  return paidOut
}

/** Outside the market alpha is TAO 1:1, without fee and limit. */
function tradeOn(state: State, netuid: number, order: Order): SwapResult {
  if (isDynamic(state, netuid)) return swap(state, netuid, order)
  return { paidIn: order.amount, paidOut: order.amount, fee: 0n }
}

/** Changes of nothing leave no row behind. */
export function changeReserve(
  state: State,
  reserve: typeof storage.SubnetTAO | typeof storage.SubnetAlphaIn,
  netuid: number,
  delta: bigint,
): void {
  if (delta === 0n) return
  reserve.mutate(state, netuid, (total) =>
    delta > 0n ? saturatingAddU64(total, delta) : saturatingSubU64(total, -delta),
  )
}
