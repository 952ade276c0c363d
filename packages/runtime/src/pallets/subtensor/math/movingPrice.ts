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
