/**
 * A very small WebAssembly assembler: expressions are arrays of bytes that compose. It lets the hash kernels stand in the source as
 * readable code, with no binary blob and no build step. https://webassembly.github.io/spec/core/binary/
 */
import { signed, unsigned } from "../leb128.ts"
export type Code = readonly number[]

const opcode = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  i64Load: 0x29,
  i64Load32U: 0x35,
  i64Load8U: 0x31,
  i64Store: 0x37,
  i32Const: 0x41,
  i64Const: 0x42,
} as const
const emptyBlock = 0x40
export const i32 = 0x7f
export const i64 = 0x7e

const binary =
  (code: number) =>
  (left: Code, right: Code): Code => [...left, ...right, code]
const load =
  (code: number) =>
  (address: Code, offset: number): Code => [...address, code, 0, ...unsigned(offset)]

export const get = (local: number): Code => [opcode.localGet, ...unsigned(local)]
export const set = (local: number, value: Code): Code => [...value, opcode.localSet, ...unsigned(local)]

export const i32Const = (value: number): Code => [opcode.i32Const, ...signed(BigInt(value))]
export const i32Add = binary(0x6a)
export const i32Sub = binary(0x6b)
export const i32Shl = binary(0x74)
export const i32LtU = binary(0x49)
export const i32GtU = binary(0x4b)

/** Of the unsigned 64-bit value. */
export const i64Const = (value: bigint): Code => [opcode.i64Const, ...signed(BigInt.asIntN(64, value))]
export const i64Add = binary(0x7c)
export const i64Sub = binary(0x7d)
export const i64Mul = binary(0x7e)
export const i64Xor = binary(0x85)
export const i64ShrU = binary(0x88)
export const i64Rotl = binary(0x89)
export const i64Rotr = binary(0x8a)
export const i64FromI32 = (value: Code): Code => [...value, 0xad]

export const i64Load = load(opcode.i64Load)
export const i64Load32U = load(opcode.i64Load32U)
export const i64Load8U = load(opcode.i64Load8U)
export const i64Store = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  opcode.i64Store,
  0,
  ...unsigned(offset),
]

/** Runs `body`, and again for as long as `again` holds after it. */
export const doWhile = (body: Code, again: Code): Code => [
  opcode.loop,
  emptyBlock,
  ...body,
  ...again,
  opcode.brIf,
  0,
  opcode.end,
]

/** Runs `body` unless `skip` holds. */
export const unless = (skip: Code, body: Code): Code => [
  opcode.block,
  emptyBlock,
  ...skip,
  opcode.brIf,
  0,
  ...body,
  opcode.end,
]

export interface WasmFunction {
  readonly name: string
  /** Numbers of i32 parameters, and of i32 and i64 locals after them. */
  readonly parameters: number
  readonly words: number
  readonly longs: number
  readonly body: Code
}

/** A module with one memory of `pages` × 64 KiB, exported as `memory`, and the functions, exported by name; they return nothing. */
export function assemble(pages: number, functions: readonly WasmFunction[]): Uint8Array {
  const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
  const section = (id: number, items: readonly Code[]): Code => {
    const content = vector(items)
    return [id, ...unsigned(content.length), ...content]
  }
  const name = (text: string): Code => vector([...text].map((letter) => [letter.charCodeAt(0)]))
  const types = functions.map(({ parameters }) => [0x60, ...vector(Array(parameters).fill([i32])), 0])
  const bodies = functions.map(({ words, longs, body }) => {
    const locals = [
      [...unsigned(words), i32],
      [...unsigned(longs), i64],
    ]
    const content = [...vector(locals), ...body, opcode.end]
    return [...unsigned(content.length), ...content]
  })
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0x01, ...unsigned(pages), ...unsigned(pages)]]),
    ...section(7, [
      [...name("memory"), 0x02, 0],
      ...functions.map((f, index) => [...name(f.name), 0x00, ...unsigned(index)]),
    ]),
    ...section(10, bodies),
  ])
}
