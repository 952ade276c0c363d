import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64, U16_MAX } from "@taonet/primitives/integers"
import { freshCollateral, readCollateral, writeCollateral } from "../collateral/rows.ts"
import { storage } from "../schema.ts"
import { movingAlphaPrice } from "../subnets/prices.ts"

/*
 * Miner collateral: where a subnet sets `CollateralLockShare`, that share of the registration price is not burned but staked
 * on the miner and locked until emission has earned it free. The share is 0 by default.
 */

/** What a registration costs its coldkey, in rao. */
export interface RegistrationCharge {
  /** Swapped into alpha that is taken out of existence. */
  readonly burned: bigint
  /** Swapped into alpha that is locked; what the position has locked already is credited. */
  readonly topUp: bigint
}

/** Splits the price of a registration (rao) by the subnet's lock share. */
export function registrationCharge(
  state: State,
  netuid: number,
  hotkey: Hex,
  coldkey: Hex,
  price: bigint,
): RegistrationCharge {
  const share = U64F64.safeDiv(
    U64F64.fromInt(BigInt(storage.CollateralLockShare.get(state, netuid))),
    U64F64.fromInt(BigInt(U16_MAX)),
  )
  const required = U64F64.toU64(U64F64.mul(U64F64.fromInt(price), share))
  const topUp =
    required === 0n ? 0n : saturatingSubU64(required, collateralValue(state, netuid, hotkey, coldkey))
  return { burned: price - required, topUp }
}

/** Adds to the position's collateral and takes over the subnet's present drain ratio; returns the new total. */
export function addCollateral(
  state: State,
  netuid: number,
  hotkey: Hex,
  coldkey: Hex,
  alpha: bigint,
): bigint {
  const key = { netuid, hotkey, coldkey }
  const old = readCollateral(state, key)
  const locked = saturatingAddU64(old?.locked ?? 0n, alpha)
  const { drain_ratio, ...fresh } = freshCollateral(state, netuid)
  writeCollateral(state, key, { ...fresh, ...old, locked, drain_ratio })
  return locked
}

/** A registration without new collateral takes over the present drain ratio for what is locked already. */
export function refreshDrainRatio(state: State, netuid: number, hotkey: Hex, coldkey: Hex): void {
  const row = storage.MinerCollateral.get(state, netuid, hotkey, coldkey)
  if (!row) return
  const drain_ratio = storage.CollateralDrainRatio.get(state, netuid)
  storage.MinerCollateral.set(state, netuid, hotkey, coldkey, { ...row, drain_ratio })
}

/** Rao of the locked alpha at the moving price, which nobody can raise within a block. */
function collateralValue(state: State, netuid: number, hotkey: Hex, coldkey: Hex): bigint {
  const locked = storage.MinerCollateral.get(state, netuid, hotkey, coldkey)?.locked ?? 0n
  return U64F64.toU64(U64F64.mul(U64F64.fromInt(locked), movingAlphaPrice(state, netuid)))
}
