/** How much an order with a price limit may move at most. Source: staking.md section 5, MAX_BUY, MAX_SELL, MAX_MOVE. */
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { U64_MAX } from "@taonet/primitives/integers"
import { currentAlphaPrice, isDynamic, poolReserves } from "../../swap/pool.ts"
import { quote } from "../../swap/swap.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { largestInput } from "./validation.ts"

/** Rao in one TAO: limit prices are in rao per alpha. */
const RAO = 1_000_000_000n

/** TAO in rao that can be staked without paying more than `limitPrice`, fee included. Errors of the Swap pallet pass through. */
export function maxBuy(state: State, netuid: number, limitPrice: bigint): bigint {
  if (!hasMarket(state, netuid)) return limitPrice >= RAO ? U64_MAX : 0n
  return filledUpTo(state, netuid, "buy", limitPrice)
}

/** Alpha in rao that can be unstaked for no less than `limitPrice`, fee included. */
export function maxSell(state: State, netuid: number, limitPrice: bigint): bigint {
  if (!hasMarket(state, netuid)) return limitPrice <= RAO ? U64_MAX : 0n
  return filledUpTo(state, netuid, "sell", limitPrice)
}

/**
 * Alpha in rao that can move from one subnet to another while one alpha of the first is worth at least `limitPrice` / 10^9 of the
 * second. Between two markets an estimate that leaves the pools' weights out, as on the reference chain.
 */
export function maxMove(state: State, from: number, to: number, limitPrice: bigint): bigint {
  if (!hasMarket(state, from)) {
    if (!hasMarket(state, to)) return limitPrice > RAO ? 0n : U64_MAX
    if (limitPrice === 0n) return U64_MAX
    return maxBuy(state, to, inverseLimit(limitPrice))
  }
  return hasMarket(state, to) ? maxMarketMove(state, from, to, limitPrice) : maxSell(state, from, limitPrice)
}

const hasMarket = (state: State, netuid: number): boolean =>
  netuid !== ROOT_NETUID && isDynamic(state, netuid)

function filledUpTo(state: State, netuid: number, side: "buy" | "sell", limitPrice: bigint): bigint {
  const { paidIn, fee } = quote(state, netuid, {
    side,
    amount: largestInput(state, netuid, side),
    limitPrice,
  })
  return paidIn + fee
}

/** floor((10^9 / limit) · 10^9), the quotient in U64F64. */
const inverseLimit = (limitPrice: bigint): bigint =>
  U64F64.toU64(U64F64.mul(U64F64.fromRatio(RAO, limitPrice), U64F64.fromInt(RAO)))

function maxMarketMove(state: State, from: number, to: number, limitPrice: bigint): bigint {
  const [a, b] = [poolReserves(state, from), poolReserves(state, to)]
  if (a.tao === 0n || a.alpha === 0n || b.tao === 0n || b.alpha === 0n) return 0n
  const limit = U64F64.fromRatio(limitPrice, RAO)
  const price = U64F64.safeDiv(currentAlphaPrice(state, from), currentAlphaPrice(state, to))
  if (limit > price) return 0n
  if (limitPrice === 0n) return U64_MAX
  const shareOf = (tao: bigint) => U64F64.safeDiv(U64F64.fromInt(tao), U64F64.fromInt(a.tao + b.tao))
  const bought = U64F64.safeDiv(U64F64.mul(U64F64.fromInt(b.alpha), shareOf(a.tao)), limit)
  const held = U64F64.mul(U64F64.fromInt(a.alpha), shareOf(b.tao))
  return U64F64.toU64(U64F64.sub(bought, held))
}
