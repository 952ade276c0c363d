import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { mulDivFloor, saturatingSubU64 } from "@taonet/primitives/integers"
import { currentAlphaPrice } from "../../swap/pool.ts"
import { defaultLimit, type SwapResult } from "../../swap/swap.ts"
import { refreshLock } from "../locks/lockModel.ts"
import { errors, events, storage } from "../schema.ts"
import { canIncreaseStake, increaseStake } from "../staking/stake.ts"
import { settleTaoFee, swapTaoForAlpha } from "../staking/swapping.ts"
import { transferTaoFromSubnet, transferTaoToSubnet } from "../staking/tao.ts"
import { recordTaoFlow } from "../staking/taoFlow.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { addCollateral, type RegistrationCharge, refreshDrainRatio } from "./collateral.ts"

const RAO = 1_000_000_000n

/**
 * Pays for a registration: the coldkey's TAO buys alpha on the subnet's own pool, the burned part of which ceases to exist,
 * the rest becomes locked stake. The caller has checked the balance. Raises the errors of a stake purchase.
 */
export function payRegistration(
  state: State,
  netuid: number,
  hotkey: Hex,
  coldkey: Hex,
  charge: RegistrationCharge,
): void {
  const total = charge.burned + charge.topUp
  const locked = total > 0n ? buy(state, netuid, hotkey, coldkey, charge) : 0n
  if (locked === 0n) refreshDrainRatio(state, netuid, hotkey, coldkey)
}

/** Returns the alpha that became collateral. */
function buy(state: State, netuid: number, hotkey: Hex, coldkey: Hex, charge: RegistrationCharge): bigint {
  const total = charge.burned + charge.topUp
  const paid = transferTaoToSubnet(state, netuid, coldkey, total)
  ensure(paid === total, errors.NotEnoughBalanceToStake)
  const limit = charge.topUp === 0n ? defaultLimit("buy") : purchaseLimit(state, netuid)
  const swapped = swapTaoForAlpha(state, netuid, paid, limit, false)
  settle(state, netuid, coldkey, paid, swapped)

  const bought = swapped.paidOut
  const locked = charge.burned === 0n ? bought : mulDivFloor(bought, charge.topUp, total)
  const burned = bought - locked
  if (burned > 0n) storage.SubnetAlphaOut.mutate(state, netuid, (out) => saturatingSubU64(out, burned))
  if (locked > 0n) {
    lock(state, netuid, hotkey, coldkey, {
      alpha: locked,
      tao: mulDivFloor(paid, charge.topUp, total),
      fee: swapped.fee,
    })
  }
  return locked
}

/** The fee goes to the block's author, what a price limit left over back to the coldkey. */
function settle(state: State, netuid: number, coldkey: Hex, paid: bigint, swapped: SwapResult): void {
  settleTaoFee(state, netuid, swapped.fee)
  const refund = saturatingSubU64(paid, swapped.paidIn + swapped.fee)
  if (refund > 0n) {
    transferTaoFromSubnet(state, netuid, coldkey, refund)
    storage.TotalStake.mutate(state, (staked) => saturatingSubU64(staked, refund))
  }
  recordTaoFlow(state, netuid, swapped.paidIn)
}

function lock(
  state: State,
  netuid: number,
  hotkey: Hex,
  coldkey: Hex,
  { alpha, tao, fee }: { readonly alpha: bigint; readonly tao: bigint; readonly fee: bigint },
): void {
  ensure(canIncreaseStake(state, hotkey, netuid, alpha), errors.InsufficientLiquidity)
  increaseStake(state, hotkey, coldkey, netuid, alpha)
  refreshLock(state, coldkey, netuid)
  storage.LastColdkeyHotkeyStakeBlock.set(state, coldkey, hotkey, currentBlock(state))
  events.StakeAdded.deposit(state, [coldkey, hotkey, tao, alpha, netuid, fee])
  const total_locked = addCollateral(state, netuid, hotkey, coldkey, alpha)
  events.CollateralLocked.deposit(state, { netuid, hotkey, locked: alpha, total_locked })
}

/** Rao per alpha, 5 % above the spot price: collateral is not bought at any price. */
function purchaseLimit(state: State, netuid: number): bigint {
  const spot = currentAlphaPrice(state, netuid)
  const raised = U64F64.safeDiv(U64F64.mul(spot, U64F64.fromInt(105n)), U64F64.fromInt(100n))
  const limit = U64F64.toU64(U64F64.mul(raised, U64F64.fromInt(RAO)))
  ensure(limit > 0n, errors.InsufficientLiquidity)
  return limit
}
