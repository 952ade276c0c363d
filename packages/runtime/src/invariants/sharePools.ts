import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { type SharePool, valueOfShare } from "../pallets/subtensor/math/sharePool.ts"
import { storage } from "../pallets/subtensor/schema.ts"
import { shareOf, sharePool } from "../pallets/subtensor/staking/stake.ts"
import type { Invariant } from "./invariant.ts"
import { difference } from "./measures.ts"

/** A stake pool and what its owners have of it. */
interface Owned {
  readonly hotkey: Hex
  readonly netuid: number
  readonly pool: SharePool
  shares: SafeFloat
  /** Rao. */
  positions: bigint
  owners: bigint
}

/** The shares of each stake pool add up to its denominator and the positions to its value, a rao of rounding for each owner. */
export const sharesAddUp: Invariant = {
  name: "SubtensorModule: shares and positions of stake pools",
  *check(state) {
    for (const { hotkey, netuid, pool, shares, positions, owners } of ownedPools(state)) {
      const subject = `${hotkey} on subnet ${netuid}`
      const [sum, all] = [SafeFloat.toU64(shares), SafeFloat.toU64(pool.denominator)]
      if (difference(sum, all) > owners)
        yield { subject, by: difference(sum, all), detail: `${sum} shares owned of ${all}` }
      else if (positions > pool.sharedValue || (owners > 0n && positions + owners < pool.sharedValue)) {
        const detail = `positions of ${positions} rao in a pool of ${pool.sharedValue}`
        yield { subject, by: difference(positions, pool.sharedValue), detail }
      }
    }
  },
}

function ownedPools(state: State): Iterable<Owned> {
  const pools = new Map<string, Owned>()
  const poolOf = (hotkey: Hex, netuid: number): Owned => {
    const id = `${hotkey} ${netuid}`
    let owned = pools.get(id)
    if (!owned) {
      const pool = sharePool(state, hotkey, netuid)
      owned = { hotkey, netuid, pool, shares: SafeFloat.ZERO, positions: 0n, owners: 0n }
      pools.set(id, owned)
    }
    return owned
  }
  for (const [hotkey, netuid] of storage.TotalHotkeySharesV2.keys(state)) poolOf(hotkey, netuid)
  for (const rows of [storage.AlphaV2.keys(state), storage.Alpha.keys(state)]) {
    for (const [hotkey, coldkey, netuid] of rows) {
      const owned = poolOf(hotkey, netuid)
      const share = shareOf(state, hotkey, coldkey, netuid)
      owned.shares = SafeFloat.add(owned.shares, share) ?? owned.shares
      owned.positions += valueOfShare(owned.pool, share)
      owned.owners++
    }
  }
  return pools.values()
}
