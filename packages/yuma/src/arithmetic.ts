import { I32F32 } from "@taonet/primitives/fixed/formats"
import { expSafe } from "@taonet/primitives/fixed/transcendental"

/** What a raw I32F32 is held in: a bigint, or an integral number below 2^53. */
export type Raw = bigint | number

/**
 * I32F32 arithmetic as the epoch needs it, over one representation of the raw bits (rule 1).
 * The kernel is written once against this interface. `bigintArithmetic` is exact for every input and is the
 * definition; `numberArithmetic` equals it wherever shares stay shares, and is several times as fast.
 * Comparisons are plain operators on raw values.
 */
export interface Arithmetic<N extends Raw> {
  readonly zero: N
  readonly one: N
  fromBits(bits: bigint): N
  toBits(raw: N): bigint
  /** Quotient of two integers, 0 ≤ numerator < 2^16, 0 ≤ denominator < 2^31: truncated; 0 for a zero denominator. */
  ratio(numerator: number, denominator: number): N
  /** Saturating sum. */
  add(a: N, b: N): N
  /** Sum modulo the width: what iterator sums on the chain do (rule 2). */
  wrappingAdd(a: N, b: N): N
  /** Saturating difference. */
  sub(a: N, b: N): N
  /** Product, floor, saturating. */
  mul(a: N, b: N): N
  /** Product, floor; 0 on overflow. */
  mulOrZero(a: N, b: N): N
  /** Quotient, truncated; 0 for a zero divisor and on overflow. */
  div(a: N, b: N): N
  /** 1 / (1 + e^x) with x clamped to [-20, 20]; the division saturates. */
  logistic(x: N): N
  /** Share of 65535, floor, clamped (rule 4). */
  toU16(raw: N): number
}

const U16_ONE = I32F32.fromInt(0xffff)

export const bigintArithmetic: Arithmetic<bigint> = Object.freeze<Arithmetic<bigint>>({
  zero: I32F32.ZERO,
  one: I32F32.ONE,
  fromBits: (bits) => bits,
  toBits: (raw) => raw,
  ratio: (numerator, denominator) => I32F32.safeDiv(I32F32.fromInt(numerator), I32F32.fromInt(denominator)),
  add: I32F32.add,
  wrappingAdd: I32F32.wrappingAdd,
  sub: I32F32.sub,
  mul: I32F32.mul,
  mulOrZero: (a, b) => I32F32.checkedMul(a, b) ?? I32F32.ZERO,
  div: I32F32.safeDiv,
  logistic: (x) => I32F32.div(I32F32.ONE, I32F32.add(I32F32.ONE, expSafe(x))),
  toU16: (raw) => I32F32.toU16(I32F32.mul(raw, U16_ONE)),
})

export function smaller<N extends Raw>(a: N, b: N): N {
  if (b < a) return b
  return a
}

export function larger<N extends Raw>(a: N, b: N): N {
  if (b > a) return b
  return a
}
