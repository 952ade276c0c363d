import {
  add,
  and,
  type Code,
  constant,
  div,
  type Elements,
  elementsAt,
  float,
  geS,
  type Local,
  mul,
  type Operand,
  or,
  select,
  seq,
  set,
  shl,
  shrS,
  shrU,
  sub,
  type Type,
  tee,
  truncate,
  type Value,
  type ValueType,
  type WasmFunction,
  wide,
} from "./assembler.ts"
import { type ArrayName, arrays, pointerAddress, type ScalarName, scalarAddress, scalars } from "./layout.ts"

/** One, in raw I32F32. */
export const ONE = 1n << 32n

type ArrayOf<Name extends ArrayName> = Elements<ValueType<(typeof arrays)[Name]>>
type ScalarOf<Name extends ScalarName> = (typeof scalars)[Name]

/** The locals of a function that is being written, and the arithmetic that needs locals of its own. */
export interface Frame {
  i32(): Local<"i32">
  i64(): Local<"i64">
  f64(): Local<"f64">
  /** A scalar's value when the function starts. */
  scalar<Name extends ScalarName>(name: Name): Local<ScalarOf<Name>>
  setScalar<Name extends ScalarName>(name: Name, value: Operand<ScalarOf<Name>>): Code
  array<Name extends ArrayName>(name: Name): ArrayOf<Name>
  /** floor(a · b / 2^32) for shares 0 … 1. */
  product(a: Operand<"i64">, b: Value<"i64">): Value<"i64">
  /** floor(part · 2^32 / whole), for 0 ≤ part ≤ whole < 2^46, given whole and the float nearest to 2^32 / whole. */
  quotient(part: Value<"i64">, whole: Value<"i64">, reciprocal: Value<"f64">): Value<"i64">
}

/** A function that takes and returns nothing; it is written when called for. */
export const kernelFunction = (name: string, write: (frame: Frame) => Code) => (): WasmFunction => {
  const locals: Type[] = []
  const prologue: Code[] = []
  const local = <T extends Type>(type: T): Local<T> => {
    locals.push(type)
    const index = locals.length - 1
    return { type, index, code: [0x20, ...leb(index)] }
  }
  const scalarAt = <Name extends ScalarName>(name: Name): Elements<ScalarOf<Name>> =>
    elementsAt(scalars[name], constant("i32", scalarAddress(name))) as Elements<ScalarOf<Name>>
  const frame: Frame = {
    i32: () => local("i32"),
    i64: () => local("i64"),
    f64: () => local("f64"),
    scalar: (name) => {
      const kept = local(scalars[name])
      prologue.push(set(kept, scalarAt(name).at(0)))
      return kept
    },
    setScalar: (name, value) => scalarAt(name).put(0, value),
    array: (name) => {
      const base = local("i32")
      prologue.push(set(base, elementsAt("i32", constant("i32", pointerAddress(name))).at(0)))
      return elementsAt(arrays[name], base) as ArrayOf<typeof name>
    },
    product: (a, b) => {
      // Only 1 · 1 leaves 64 bits, and wraps to 0.
      const x = local("i64")
      const y = local("i64")
      return or(shrU(mul(tee(x, a), tee(y, b)), 32), and(and(x, y), ONE))
    },
    quotient: (part, whole, reciprocal) => {
      // The estimate is off by at most one; the remainder, small and so right modulo 2^64, tells.
      const dividend = local("i64")
      const divisor = local("i64")
      const estimate = local("i64")
      const remainder = local("i64")
      return add(
        add(
          tee(estimate, truncate(mul(float(tee(dividend, part)), reciprocal))),
          shrS(tee(remainder, sub(shl(dividend, 32), mul(estimate, tee(divisor, whole)))), 63),
        ),
        wide(geS(remainder, divisor)),
      )
    },
  }
  const body = write(frame)
  return { name, parameters: [], locals, body: seq(...prologue, body) }
}

function leb(index: number): number[] {
  return index < 0x80 ? [index] : [(index & 0x7f) | 0x80, index >> 7]
}

/** Sets what `quotient` divides a column, row or vector with: (1, 0) for an empty one, which gives 0. */
export function setDivisor(divisor: Local<"i64">, reciprocal: Local<"f64">, sum: Value<"i64">): Code {
  return seq(
    set(divisor, sum),
    set(reciprocal, select(isZero(divisor), constant("f64", 0), div(constant("f64", ONE), float(divisor)))),
    set(divisor, or(divisor, wide(isZero(divisor)))),
  )
}

export const isZero = (value: Value<"i64">): Value<"i32"> => ({ type: "i32", code: [value.code, 0x50] })
