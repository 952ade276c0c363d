import { I32F32 } from "@taonet/primitives/fixed/formats"
import { U16_MAX } from "@taonet/primitives/integers"

const MAX = BigInt(U16_MAX)
const HALF = I32F32.ONE >> 1n
/** Above this, 65535 times the value no longer fits I32F32, and the chain divides first. */
const MULTIPLY_FIRST_MAX = 32_768n

/** Scales weights so that the largest becomes 65535, in I32F32, rounded half up; all zeros stay as they are. */
export function maxUpscale(values: readonly number[]): number[] {
  const largest = BigInt(values.reduce((max, value) => Math.max(max, value), 0))
  if (largest === 0n) return [...values]
  const factor = I32F32.fromRatio(MAX, largest)
  return values.map((value) => {
    const scaled =
      largest > MULTIPLY_FIRST_MAX ? BigInt(value) * factor : I32F32.fromRatio(BigInt(value) * MAX, largest)
    return I32F32.toU16(scaled + HALF)
  })
}

/** Whether the largest weight, as a share of their sum, is within `limit` (of 65535), in I32F32. */
export function largestShareWithin(values: readonly number[], limit: number): boolean {
  const largest = values.reduce((max, value) => Math.max(max, value), 0)
  const sum = values.reduce((total, value) => total + value, 0)
  const share = I32F32.safeDiv(I32F32.fromInt(largest), I32F32.fromInt(sum))
  return share <= I32F32.fromRatio(limit, U16_MAX)
}
