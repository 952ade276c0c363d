import type { State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { saturatingAddU128, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import type { BetaBaselineOf, BetaIndexFundSampleOf, BetaIndexSweepOf } from "../types.ts"
import { rawPrice } from "./display.ts"
import { basketHoldings, realizableValue } from "./holdings.ts"

/** Baskets and holdings looked at in one block. */
const ROWS_PER_BLOCK = 256
/** A finished index is good for as many blocks. */
const REFRESH_BLOCKS = 600n
/** Baskets worth less, in rao, price too noisily to move the index. */
const LEAST_VALUE = 100_000_000n

/**
 * One page of the pass that keeps the index of all baskets: how the average basket's price and its stakers' return changed since the last
 * pass, weighted by value, times the levels so far. Prices are those at which the holdings could be sold. behaviour/staking.md section 9.
 */
export function advanceIndexSweep(state: State): void {
  let sweep = storage.BetaIndexSweep.get(state) ?? beginSweep(state)
  if (!sweep) return
  const prefix = storage.BetaBaseline.prefix()
  let rows = 0
  for (const key of [...state.keys(prefix, sweep.cursor.length > 0 ? bytesToKey(sweep.cursor) : undefined)]) {
    const hotkey = hotkeyOf(key)
    const baseline = storage.BetaBaseline.get(state, hotkey)
    if (!baseline) continue
    const { sample, visited } = sampleOf(state, hotkey, baseline)
    rows += 1 + visited
    const previous = storage.BetaIndexFundSample.get(state, hotkey)
    if (sample && previous) sweep = chain(sweep, previous, sample)
    if (sample) storage.BetaIndexFundSample.set(state, hotkey, sample)
    else storage.BetaIndexFundSample.delete(state, hotkey)
    if (rows >= ROWS_PER_BLOCK) {
      storage.BetaIndexSweep.set(state, { ...sweep, cursor: keyToBytes(key) })
      return
    }
  }
  publish(state, sweep)
  storage.BetaIndexSweep.delete(state)
}

/** Undefined while the last index is fresh. */
function beginSweep(state: State): BetaIndexSweepOf | undefined {
  const last = storage.BetaIndexSnapshot.get(state)
  if (last && saturatingSubU64(currentBlock(state), last.block) < REFRESH_BLOCKS) return undefined
  return { cursor: new Uint8Array(), weight_sum: 0n, rel_bag_sum: 0n, rel_stake_sum: 0n }
}

function sampleOf(
  state: State,
  hotkey: Hex,
  baseline: BetaBaselineOf,
): { readonly sample?: BetaIndexFundSampleOf; readonly visited: number } {
  const shares = storage.BasketShares.get(state, hotkey)
  if (shares === 0n) return { visited: 0 }
  const holdings = basketHoldings(state, hotkey)
  const nav = holdings.reduce((sum, { netuid, alpha }) => sum + realizableValue(state, netuid, alpha), 0n)
  const visited = holdings.length
  const raw = rawPrice(nav, shares)
  const display = U64F64.checkedDiv(raw, baseline.price_divisor) ?? raw
  const stake = U64F64.mul(baseline.tr_splice, storage.BasketTwr.get(state, hotkey))
  return display === 0n || stake === 0n ? { visited } : { sample: { nav, display, stake }, visited }
}

function chain(
  sweep: BetaIndexSweepOf,
  previous: BetaIndexFundSampleOf,
  now: BetaIndexFundSampleOf,
): BetaIndexSweepOf {
  if (previous.nav < LEAST_VALUE || now.nav < LEAST_VALUE) return sweep
  const weight = U64F64.fromInt(previous.nav)
  const weighted = (after: bigint, before: bigint) => U64F64.mul(weight, U64F64.safeDiv(after, before))
  return {
    ...sweep,
    weight_sum: saturatingAddU128(sweep.weight_sum, previous.nav),
    rel_bag_sum: U64F64.add(sweep.rel_bag_sum, weighted(now.display, previous.display)),
    rel_stake_sum: U64F64.add(sweep.rel_stake_sum, weighted(now.stake, previous.stake)),
  }
}

/** A level never becomes zero: it could not leave it again. */
function publish(state: State, { weight_sum, rel_bag_sum, rel_stake_sum }: BetaIndexSweepOf): void {
  const last = storage.BetaIndexSnapshot.get(state)
  const next = (level: bigint, sum: bigint) => {
    if (weight_sum === 0n) return level
    return U64F64.mul(level, U64F64.safeDiv(sum, U64F64.fromInt(weight_sum))) || level
  }
  storage.BetaIndexSnapshot.set(state, {
    bag_level: next(last?.bag_level ?? U64F64.ONE, rel_bag_sum),
    stake_level: next(last?.stake_level ?? U64F64.ONE, rel_stake_sum),
    block: currentBlock(state),
  })
}

/** A key ends with the account's 32 bytes, readable. */
const hotkeyOf = (key: string): Hex => toHex(keyToBytes(key.slice(-32)))
