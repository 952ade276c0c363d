import { I32F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { checkedSqrt, powU64F64, SQRT_EPSILON_U64F64 } from "@taonet/primitives/fixed/power"
import { exp, expSafe, ln, log2 } from "@taonet/primitives/fixed/transcendental"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { type Fields, textOf } from "./fields.ts"

/* Recorded cases of fixed-point and SafeFloat arithmetic: from a case's input to what its `expected` holds. */

export function fixedI32f32(input: Fields): unknown {
  const [a, b] = [input.wide("a"), input.wide("b")]
  return {
    saturating_mul: textOf(I32F32.mul(a, b)),
    saturating_add: textOf(I32F32.add(a, b)),
    saturating_sub: textOf(I32F32.sub(a, b)),
    checked_mul: textOf(I32F32.checkedMul(a, b)),
    checked_div: textOf(I32F32.checkedDiv(a, b)),
    saturating_div: b === 0n ? null : textOf(I32F32.div(a, b)),
    safe_div: textOf(I32F32.safeDiv(a, b)),
    to_u16: I32F32.toU16(a),
    to_u64: textOf(I32F32.toU64(a)),
    floor: textOf(I32F32.floor(a)),
    wrapping_add: textOf(I32F32.wrappingAdd(a, b)),
  }
}

export function transcendentalI32f32(input: Fields): unknown {
  const x = input.wide("x")
  const limit = I32F32.fromInt(25)
  return {
    exp_safe: textOf(expSafe(x)),
    exp_clamped25: textOf(exp(I32F32, I32F32.clamp(x, -limit, limit))),
    ln: textOf(ln(I32F32, x)),
    log2: textOf(log2(I32F32, x)),
  }
}

export function powSqrtU64f64(input: Fields): unknown {
  const value = input.wide("value_bits")
  return {
    safe_pow_bits: textOf(powU64F64(value, input.wide("exponent_bits"))),
    checked_sqrt_bits: textOf(checkedSqrt(U64F64, value, SQRT_EPSILON_U64F64)),
  }
}

export function safeFloat(input: Fields): unknown {
  const read = (name: string): SafeFloat => {
    const [mantissa, exponent] = input.texts(name)
    const value = SafeFloat.create(BigInt(mantissa ?? ""), BigInt(exponent ?? ""))
    if (value === undefined) throw new Error(`${name} is not representable: ${mantissa}e${exponent}`)
    return value
  }
  const write = (value: SafeFloat | undefined): string[] | null =>
    value === undefined ? null : [`${value.mantissa}`, `${value.exponent}`]
  const [a, b, d] = [read("a"), read("b"), read("d")]
  return {
    a: write(a),
    add: write(SafeFloat.add(a, b)),
    sub: write(SafeFloat.sub(a, b)),
    div: write(SafeFloat.div(a, b)),
    mul_div: write(SafeFloat.mulDiv(a, b, d)),
    gt: SafeFloat.gt(a, b),
    a_u64: `${SafeFloat.toU64(a)}`,
  }
}
