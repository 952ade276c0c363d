import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors, events } from "../schema.ts"
import { maxBuy } from "../staking/limits.ts"
import { stakeOf } from "../staking/stake.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { keepAliveBalance } from "../staking/tao.ts"
import { ensureWithinSizeLimit, validateAddStake, wholeOrder } from "../staking/validation.ts"
import { movingAlphaPrice } from "../subnets/prices.ts"
import { ensureCollateralPosition } from "./position.ts"
import {
  type CollateralKey,
  freshCollateral,
  lockedCollateral,
  readCollateral,
  writeCollateral,
} from "./rows.ts"

/**
 * Locks more collateral on an own hotkey: free stake of the position first, and what is missing is bought, sized at the moving price and
 * refused above `limitPrice`. The release ratio stays that of the last registration. Raises RegistrationNotPermittedOnRootSubnet,
 * SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, NonAssociatedColdKey, AmountTooLow, ColdkeyCollateralPositionsFull,
 * SlippageTooHigh and what a purchase of stake raises.
 */
export function addCollateral(state: State, key: CollateralKey, alpha: bigint, limitPrice: bigint): void {
  const { netuid, hotkey, coldkey } = key
  ensureCollateralPosition(state, key, { started: true })
  ensure(alpha > 0n, errors.AmountTooLow)
  const free = saturatingSubU64(stakeOf(state, hotkey, coldkey, netuid), lockedCollateral(state, key))
  const fromStake = minBigint(free, alpha)
  const price = costOf(state, netuid, alpha - fromStake)
  if (price > 0n) {
    ensureWithinSizeLimit(state, netuid, "buy", price)
    validateAddStake(state, coldkey, hotkey, netuid, wholeOrder(price))
    ensure(keepAliveBalance(state, coldkey) >= price, errors.NotEnoughBalanceToStake)
  }

  lockMore(state, key, fromStake)
  const bought = price > 0n ? buy(state, key, price, limitPrice) : 0n
  lockMore(state, key, bought)
  const locked = saturatingAddU64(fromStake, bought)
  ensure(locked > 0n, errors.AmountTooLow)
  events.CollateralLocked.deposit(state, {
    netuid,
    hotkey,
    locked,
    total_locked: lockedCollateral(state, key),
  })
}

/** TAO in rao that the alpha costs at the moving price, which nobody can push within a block. */
function costOf(state: State, netuid: number, alpha: bigint): bigint {
  if (alpha === 0n) return 0n
  const price = movingAlphaPrice(state, netuid)
  ensure(price > 0n, errors.InsufficientLiquidity)
  return U64F64.toU64(U64F64.mul(U64F64.fromInt(alpha), price))
}

function buy(
  state: State,
  { netuid, hotkey, coldkey }: CollateralKey,
  tao: bigint,
  limitPrice: bigint,
): bigint {
  ensure(tao <= maxBuy(state, netuid, limitPrice), errors.SlippageTooHigh)
  return stakeIntoSubnet(state, hotkey, coldkey, netuid, tao, { limitPrice })
}

function lockMore(state: State, key: CollateralKey, alpha: bigint): void {
  if (alpha === 0n) return
  const row = readCollateral(state, key) ?? freshCollateral(state, key.netuid)
  writeCollateral(state, key, { ...row, locked: saturatingAddU64(row.locked, alpha) })
}

/** Sets the floor at which release stops and below which emission refills the lock; 0 removes it. Raises what `addCollateral` does of the position. */
export function setMinCollateral(state: State, key: CollateralKey, min_locked: bigint): void {
  ensureCollateralPosition(state, key)
  const row = readCollateral(state, key)
  if (row || min_locked > 0n)
    writeCollateral(state, key, { ...(row ?? freshCollateral(state, key.netuid)), min_locked })
  events.MinCollateralSet.deposit(state, { netuid: key.netuid, hotkey: key.hotkey, min_locked })
}
