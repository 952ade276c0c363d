/**
 * A small WebAssembly assembler with typed values, in which the kernel is written: 64-bit integers are what JavaScript lacks, and so the
 * code stands readable in the source, with no binary and no build step. https://webassembly.github.io/spec/core/binary/
 */
import { signed, unsigned } from "@taonet/primitives/leb128"

export type Code = readonly (number | Code)[]
export type Type = "i32" | "i64" | "f64"

/** Code that leaves one value on the stack. Using a value twice runs its code twice: keep it in a local. */
export interface Value<T extends Type> {
  readonly type: T
  readonly code: Code
}
export interface Local<T extends Type> extends Value<T> {
  readonly index: number
}
/** A literal takes the type of the value beside it. */
export type Operand<T extends Type> = Value<T> | number | bigint

const typeCode: Readonly<Record<Type, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c }
const emptyBlock = 0x40
const end = 0x0b

export function constant<T extends Type>(type: T, value: number | bigint): Value<T> {
  if (type === "i32") return { type, code: [0x41, ...signed(BigInt(value))] }
  if (type === "i64") return { type, code: [0x42, ...signed(BigInt.asIntN(64, BigInt(value)))] }
  return { type, code: [0x44, ...new Uint8Array(Float64Array.of(Number(value)).buffer)] }
}

const operandOf = <T extends Type>(type: T, operand: Operand<T>): Value<T> =>
  typeof operand === "object" ? operand : constant(type, operand)

type Opcodes = Readonly<Partial<Record<Type, number>>>

const binary =
  (opcodes: Opcodes) =>
  <T extends Type>(left: Value<T>, right: Operand<T>): Value<T> => ({
    type: left.type,
    code: [left.code, operandOf(left.type, right).code, opcodeFor(opcodes, left.type)],
  })
const comparison =
  (opcodes: Opcodes) =>
  <T extends Type>(left: Value<T>, right: Operand<T>): Value<"i32"> => ({
    ...binary(opcodes)(left, right),
    type: "i32",
  })
const conversion =
  <From extends Type, To extends Type>(type: To, opcode: number) =>
  (value: Value<From>): Value<To> => ({ type, code: [value.code, opcode] })

function opcodeFor(opcodes: Opcodes, type: Type): number {
  const opcode = opcodes[type]
  if (opcode === undefined) throw new Error(`assembler: no such operation on ${type}`)
  return opcode
}

export const add = binary({ i32: 0x6a, i64: 0x7c, f64: 0xa0 })
export const sub = binary({ i32: 0x6b, i64: 0x7d, f64: 0xa1 })
export const mul = binary({ i32: 0x6c, i64: 0x7e, f64: 0xa2 })
export const div = binary({ f64: 0xa3 })
/** Unsigned; traps on 0. */
export const divU = binary({ i64: 0x80 })
export const and = binary({ i32: 0x71, i64: 0x83 })
export const or = binary({ i32: 0x72, i64: 0x84 })
export const shl = binary({ i32: 0x74, i64: 0x86 })
export const shrS = binary({ i64: 0x87 })
export const shrU = binary({ i32: 0x76, i64: 0x88 })
export const eq = comparison({ i32: 0x46, i64: 0x51 })
export const ne = comparison({ i32: 0x47, i64: 0x52 })
export const ltS = comparison({ i32: 0x48, i64: 0x53, f64: 0x63 })
export const ltU = comparison({ i32: 0x49, i64: 0x54 })
export const gtS = comparison({ i32: 0x4a, i64: 0x55, f64: 0x64 })
export const gtU = comparison({ i32: 0x4b, i64: 0x56 })
export const leS = comparison({ i32: 0x4c, i64: 0x57, f64: 0x65 })
export const leU = comparison({ i32: 0x4d, i64: 0x58 })
export const geS = comparison({ i32: 0x4e, i64: 0x59, f64: 0x66 })
export const geU = comparison({ i32: 0x4f, i64: 0x5a })

export const countTrailingZeros = conversion<"i64", "i64">("i64", 0x7a)
export const wide = conversion<"i32", "i64">("i64", 0xad)
export const narrow = conversion<"i64", "i32">("i32", 0xa7)
/** Of a signed integer, rounded to nearest. */
export const float = conversion<"i64", "f64">("f64", 0xb9)
/** Toward zero; traps outside of 64 bits. */
export const truncate = conversion<"f64", "i64">("i64", 0xb0)
export const floor = conversion<"f64", "f64">("f64", 0x9c)

/** `yes` if the condition is not 0, else `no`; both are computed. */
export const select = <T extends Type>(condition: Value<"i32">, yes: Value<T>, no: Operand<T>): Value<T> => ({
  type: yes.type,
  code: [yes.code, operandOf(yes.type, no).code, condition.code, 0x1b],
})
export const set = <T extends Type>(local: Local<T>, value: Operand<T>): Code => [
  operandOf(local.type, value).code,
  0x21,
  ...unsigned(local.index),
]
/** Sets a local, and is its value. */
export const tee = <T extends Type>(local: Local<T>, value: Operand<T>): Value<T> => ({
  type: local.type,
  code: [operandOf(local.type, value).code, 0x22, ...unsigned(local.index)],
})
export const increase = <T extends Type>(local: Local<T>, by: Operand<T>): Code => set(local, add(local, by))

/** Runs statements one after the other. */
export const seq = (...statements: readonly Code[]): Code => statements
export function when(condition: Value<"i32">, then: Code, otherwise: Code = []): Code {
  const branch = otherwise.length === 0 ? [] : [0x05, otherwise]
  return [condition.code, 0x04, emptyBlock, then, branch, end]
}
/** Runs the body, and again as long as the condition holds after it. */
export const repeatWhile = (condition: Value<"i32">, body: Code): Code => [
  0x03,
  emptyBlock,
  body,
  condition.code,
  0x0d,
  0,
  end,
]
/** Runs the body for index = from … to - 1. `to` is computed anew each time. */
export const each = (
  index: Local<"i32">,
  from: Operand<"i32">,
  to: Operand<"i32">,
  ...body: readonly Code[]
): Code =>
  seq(set(index, from), when(ltU(index, to), repeatWhile(ltU(index, to), seq(...body, increase(index, 1)))))

export type ElementType = "u8" | "u16" | "i32" | "i64" | "f64"
/** The value that an element is read as. */
export type ValueType<E extends ElementType> = E extends "i64" | "f64" ? E : "i32"

const elements: Readonly<Record<ElementType, { type: Type; shift: number; load: number; store: number }>> = {
  u8: { type: "i32", shift: 0, load: 0x2d, store: 0x3a },
  u16: { type: "i32", shift: 1, load: 0x2f, store: 0x3b },
  i32: { type: "i32", shift: 2, load: 0x28, store: 0x36 },
  i64: { type: "i64", shift: 3, load: 0x29, store: 0x37 },
  f64: { type: "f64", shift: 3, load: 0x2b, store: 0x39 },
}
export const elementBytes = (element: ElementType): number => 1 << elements[element].shift

/** An array in memory. */
export interface Elements<T extends Type> {
  at(index: Operand<"i32">): Value<T>
  put(index: Operand<"i32">, value: Operand<T>): Code
}

export function elementsAt<E extends ElementType>(element: E, base: Value<"i32">): Elements<ValueType<E>> {
  const { shift, load, store } = elements[element]
  const type = elements[element].type as ValueType<E>
  const address = (index: Operand<"i32">): Code => {
    const place = operandOf("i32", index)
    return add(base, shift === 0 ? place : shl(place, shift)).code
  }
  return {
    at: (index) => ({ type, code: [address(index), load, 0, 0] }),
    put: (index, value) => [address(index), operandOf(type, value).code, store, 0, 0],
  }
}

export interface WasmFunction {
  readonly name: string
  readonly parameters: readonly Type[]
  readonly result?: Type
  /** Locals after the parameters. */
  readonly locals: readonly Type[]
  readonly body: Code
}

/** A module with one memory, exported as `memory`, that may grow; functions are exported by name and called by their place. */
export function assemble(pages: number, functions: readonly WasmFunction[]): Uint8Array {
  const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]
  const sized = (content: Code): Code => {
    const bytes = flat(content)
    return [unsigned(bytes.length), bytes]
  }
  const section = (id: number, items: readonly Code[]): Code => [id, sized(vector(items))]
  const types = (list: readonly Type[]): Code => vector(list.map((type) => [typeCode[type]]))
  const name = (text: string): Code => vector([...text].map((letter) => [letter.charCodeAt(0)]))
  const bodies = functions.map(({ locals, body }) =>
    sized([vector(locals.map((type) => [1, typeCode[type]])), body, end]),
  )
  return Uint8Array.from(
    flat([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(
        1,
        functions.map((f) => [
          0x60,
          ...types(f.parameters),
          ...types(f.result === undefined ? [] : [f.result]),
        ]),
      ),
      section(
        3,
        functions.map((_, index) => unsigned(index)),
      ),
      section(5, [[0x00, ...unsigned(pages)]]),
      section(7, [
        [name("memory"), 0x02, 0],
        ...functions.map((f, index) => [name(f.name), 0x00, ...unsigned(index)]),
      ]),
      section(10, bodies),
    ]),
  )
}

/** Code is nested while it is put together, so that no part is copied again and again. */
function flat(code: Code, into: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === "number") into.push(part)
    else flat(part, into)
  }
  return into
}
