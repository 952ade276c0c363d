import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { SafeFloat } from "@taonet/primitives/safeFloat"

/*
 * A hotkey's stake on one subnet as a pool: `TotalHotkeyAlpha` rao, owned in proportion to shares (SafeFloat).
 * Rewards raise the value and leave the shares; stake and unstake change both. The rows live in storage, these
 * functions say what to write: a zero denominator or share means that the row is removed.
 */

export interface SharePool {
  /** `TotalHotkeyAlpha`, rao (u64). */
  readonly sharedValue: bigint
  /** `TotalHotkeySharesV2`, the sum of the shares; zero = empty pool. */
  readonly denominator: SafeFloat
}

/** Rao that a share is worth: floor(value · share / denominator); 0 in an empty pool. */
export function valueOfShare({ sharedValue, denominator }: SharePool, share: SafeFloat): bigint {
  if (SafeFloat.isZero(share)) return 0n
  const value = SafeFloat.mulDiv(SafeFloat.fromU64(sharedValue), share, denominator)
  return value === undefined ? 0n : SafeFloat.toU64(value)
}

/** Whether adding `amount` rao would give its owner any share: staking refuses what would vanish. */
export function addsShares(pool: SharePool, amount: bigint): boolean {
  return SafeFloat.isZero(pool.denominator) || !SafeFloat.isZero(sharesFor(pool, amount))
}

export interface SharePoolUpdate {
  readonly pool: SharePool
  readonly share: SafeFloat
}

/**
 * Changes the position of one owner by `delta` rao (negative: takes out). The first owner's share of an empty pool is
 * the amount itself, also if the pool already has value. Shares are computed from the value before the change.
 * A sum or difference that has no SafeFloat keeps the old number, as on the chain.
 */
export function updateOne(pool: SharePool, share: SafeFloat, delta: bigint): SharePoolUpdate {
  const amount = delta < 0n ? -delta : delta
  const sharedValue = changedValue(pool.sharedValue, delta)
  if (SafeFloat.isZero(pool.denominator)) {
    const first = SafeFloat.fromU64(amount)
    return { pool: { sharedValue, denominator: first }, share: first }
  }
  const moved = sharesFor(pool, amount)
  const change = delta > 0n ? SafeFloat.add : SafeFloat.sub
  return {
    pool: { sharedValue, denominator: change(pool.denominator, moved) ?? pool.denominator },
    share: change(share, moved) ?? share,
  }
}

/** Changes the value of all positions pro rata: dividends. */
export function updateAll(pool: SharePool, delta: bigint): SharePool {
  return { sharedValue: changedValue(pool.sharedValue, delta), denominator: pool.denominator }
}

/** Shares of `amount` rao at the pool's present rate; zero where the rate is undefined. */
function sharesFor({ sharedValue, denominator }: SharePool, amount: bigint): SafeFloat {
  const shares = SafeFloat.mulDiv(SafeFloat.fromU64(amount), denominator, SafeFloat.fromU64(sharedValue))
  return shares ?? SafeFloat.ZERO
}

function changedValue(value: bigint, delta: bigint): bigint {
  return delta < 0n ? saturatingSubU64(value, -delta) : saturatingAddU64(value, delta)
}
