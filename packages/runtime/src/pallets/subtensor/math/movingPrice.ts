import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"

export interface MovingPriceInput {
  /** `SubnetMovingAlpha`, I96F32 bits: weight of the newest price once the subnet is old. */
  readonly movingAlpha: bigint
  /** `FirstEmissionBlockNumber` (u64). */
  readonly firstEmissionBlock: bigint | undefined
  readonly block: number
  /** `EMAPriceHalvingBlocks` (u64): age at which half of that weight is reached. */
  readonly halvingBlocks: bigint
  /** U64F64 bits. */
  readonly spotPrice: bigint
  /** `SubnetMovingPrice`, I96F32 bits. */
  readonly movingPrice: bigint
}

/**
 * Next `SubnetMovingPrice`, I96F32 bits: a · min(spot, 1) + (1 − a) · old, with a = movingAlpha · age/(age + halvingBlocks)
 * in U64F64 and age the blocks since emission began, that block included.
 */
export function nextMovingPrice(input: MovingPriceInput): bigint {
  const started = saturatingSubU64(input.firstEmissionBlock ?? 0n, 1n)
  const age = saturatingSubU64(BigInt(input.block), started)
  const maturity = U64F64.safeDiv(age << 64n, saturatingAddU64(age, input.halvingBlocks) << 64n)
  const alpha = U64F64.mul(U64F64.saturatingFrom(I96F32, input.movingAlpha), maturity)
  const current = U64F64.mul(alpha, U64F64.min(input.spotPrice, U64F64.ONE))
  const old = U64F64.saturatingFrom(I96F32, input.movingPrice)
  return I96F32.saturatingFrom(U64F64, U64F64.add(current, U64F64.mul(U64F64.sub(U64F64.ONE, alpha), old)))
}

/** Blocks in which the fast price comes half way to the spot price: two hours. */
const FAST_HALF_LIFE = 600n
/** ln 2 as the double that the chain takes (53 bits of fraction), which U64F64 holds exactly. */
const LN_2 = 6_243_314_768_165_359n << 11n
const FAST_WEIGHT = U64F64.safeDiv(LN_2, U64F64.fromInt(FAST_HALF_LIFE))

/** Next `SubnetFastMovingPrice`, U64F64 bits; it starts at the spot price. Baskets are traded near it. */
export function nextFastPrice(fast: bigint | undefined, spot: bigint): bigint {
  if (fast === undefined) return spot
  return spot >= fast
    ? U64F64.add(fast, U64F64.mul(U64F64.sub(spot, fast), FAST_WEIGHT))
    : U64F64.sub(fast, U64F64.mul(U64F64.sub(fast, spot), FAST_WEIGHT))
}
