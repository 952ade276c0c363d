import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { powU64F64 } from "@taonet/primitives/fixed/power"

/*
 * How a block's TAO is divided over the emitting subnets: by moving price, less the share of incentive that went to the
 * owner's own miners, through a gate that favours the large, and only to subnets whose emission is enabled.
 * Shares are raw U64F64 bits (2^64 = 1); lists are in the order of the subnets given.
 */

export interface EmittingSubnet {
  /** `SubnetMechanism`; a stable subnet (0) counts with price 1. */
  readonly mechanism: number
  /** `SubnetMovingPrice`, I96F32 bits. */
  readonly movingPrice: bigint
  /** `MinerBurned`, U96F32 bits: share of the last epoch's incentive that was withheld from owner hotkeys. */
  readonly minerBurned: bigint
  /** `SubnetEmissionEnabled`. */
  readonly emissionEnabled: boolean
}

export interface EmissionGate {
  /** `EmissionGateBar`, U64F64 bits: the share that passes by half; 0 = not set, no gate. */
  readonly bar: bigint
  /** Rank whose share becomes the bar; 0 takes the quantile instead. */
  readonly barRank: number
  /** U64F64 bits: the bar is where the largest shares add up to it. */
  readonly barQuantile: bigint
  /** U64F64 bits: steepness of the gate. */
  readonly exponent: bigint
}

export interface SubnetEmissions {
  /** TAO of each subnet, U96F32 bits of rao. */
  readonly tao: readonly bigint[]
  /** New value of `EmissionGateBar`. */
  readonly gateBar: bigint
}

/** Blocks between two refreshes of the gate bar. */
const GATE_BAR_INTERVAL = 360
const FRACTION_BITS = 64n
const ONE = U64F64.ONE

/** TAO emission per subnet of a block that emits `blockEmission` rao. */
export function subnetEmissions(
  subnets: readonly EmittingSubnet[],
  gate: EmissionGate,
  block: number,
  blockEmission: bigint,
): SubnetEmissions {
  const shares = burnWeightedShares(
    priceShares(subnets),
    subnets.map(({ minerBurned }) => minerBurned),
  )
  const gateBar = refreshedGateBar(shares, gate, block)
  const enabled = enabledShares(
    gatedShares(shares, gateBar, gate.exponent),
    subnets.map(({ emissionEnabled }) => emissionEnabled),
  )
  return { tao: enabled.map((share) => taoEmission(blockEmission, share)), gateBar }
}

/** What the price of a subnet counts for. */
type PricedSubnet = Pick<EmittingSubnet, "mechanism" | "movingPrice">

/** Moving price of each subnet over their sum; all 0 when the sum is. */
export function priceShares(subnets: readonly PricedSubnet[]): readonly bigint[] {
  return normalized(subnets.map(countedPrice))
}

/** Sum of the moving prices, U64F64 bits. Above 1, root's part of the alpha is kept for it; else it is recycled. */
export function movingPriceSum(subnets: readonly PricedSubnet[]): bigint {
  return sumOf(subnets.map(countedPrice))
}

function countedPrice({ mechanism, movingPrice }: PricedSubnet): bigint {
  return mechanism === 0 ? ONE : U64F64.saturatingFrom(I96F32, movingPrice)
}

/** Shares times (1 − miner burned), brought back to a sum of 1; unchanged when everything was burned. */
export function burnWeightedShares(
  shares: readonly bigint[],
  minerBurned: readonly bigint[],
): readonly bigint[] {
  const weighted = shares.map((share, i) => {
    const burned = minerBurned[i]! << (FRACTION_BITS - 32n)
    return burned >= ONE ? 0n : (share * (ONE - burned)) >> FRACTION_BITS
  })
  return sumOf(weighted) === 0n ? shares : normalized(weighted)
}

/** The bar that the gate uses in this block: taken anew every 360 blocks and while it is 0. Never becomes 0. */
export function refreshedGateBar(shares: readonly bigint[], gate: EmissionGate, block: number): bigint {
  if (gate.bar !== 0n && block % GATE_BAR_INTERVAL !== 0) return gate.bar
  const positive = shares.filter((share) => share > 0n).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
  if (positive.length === 0) return gate.bar
  if (gate.barRank > 0) return positive[Math.min(gate.barRank, positive.length) - 1]!
  let sum = 0n
  for (const share of positive) {
    sum = U64F64.add(sum, share)
    if (sum >= gate.barQuantile) return share
  }
  return positive[positive.length - 1]!
}

/** Hill gate: share / (1 + (bar/share)^exponent), brought back to a sum of 1; unchanged without a bar or a sum. */
export function gatedShares(shares: readonly bigint[], bar: bigint, exponent: bigint): readonly bigint[] {
  if (bar === 0n) return shares
  const gated = shares.map((share) => {
    if (share === 0n) return 0n
    const resistance = powU64F64(U64F64.safeDiv(bar, share), exponent)
    return U64F64.mul(share, U64F64.safeDiv(ONE, U64F64.add(ONE, resistance)))
  })
  return sumOf(gated) === 0n ? shares : normalized(gated)
}

/** Gives the shares of disabled subnets to the enabled ones; unchanged when all are enabled. */
export function enabledShares(shares: readonly bigint[], enabled: readonly boolean[]): readonly bigint[] {
  if (enabled.every((flag) => flag)) return shares
  return normalized(shares.map((share, i) => (enabled[i] ? share : 0n)))
}

/** Rao of one subnet, U96F32 bits. */
function taoEmission(blockEmission: bigint, share: bigint): bigint {
  return (blockEmission * share) >> 32n
}

function sumOf(values: readonly bigint[]): bigint {
  let sum = 0n
  for (const value of values) sum += value
  return U64F64.saturate(sum)
}

/** Each value over the sum, truncated; 0 for a sum of 0. */
function normalized(values: readonly bigint[]): readonly bigint[] {
  const sum = sumOf(values)
  return values.map((value) => U64F64.safeDiv(value, sum))
}
