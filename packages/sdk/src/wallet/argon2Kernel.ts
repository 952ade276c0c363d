/**
 * The inner function of Argon2 (RFC 9106, section 3.5) in WebAssembly, assembled from this source when it is first needed. btcli's keyfiles
 * want four million of these blocks for one password: a minute in plain JavaScript, seconds here.
 */
import {
  assemble,
  type Code,
  doWhile,
  get,
  i32Add,
  i32Const,
  i32LtU,
  i64Add,
  i64Const,
  i64FromI32,
  i64Load,
  i64Mul,
  i64Rotr,
  i64Store,
  i64Sub,
  i64Xor,
  set,
} from "@taonet/primitives/hash/assembler"
import { compileWasm, startWasm, type WasmMemory } from "@taonet/primitives/hash/webAssembly"

export const blockLength = 1024
const pageLength = 65_536
/** Two blocks at the start of the memory belong to the kernel. */
const mixed = 0
const before = blockLength
export const firstFreeBlock = 2

export interface Argon2Kernel {
  readonly memory: WasmMemory
  /** Addresses in bytes. `keep` is 1 where the old block at `out` is to be mixed in, as later passes do, and 0 otherwise. */
  compress(out: number, previous: number, reference: number, keep: 0 | 1): void
}

/** An instance whose memory holds so many blocks, those of the kernel included. */
export function startArgon2Kernel(blocks: number): Argon2Kernel {
  const pages = Math.ceil((blocks * blockLength) / pageLength)
  return startWasm<Argon2Kernel>(compileWasm(assemble(pages, [compress()])))
}

const and = (left: Code, right: Code): Code => [...left, ...right, 0x83]
const shl = (left: Code, right: Code): Code => [...left, ...right, 0x86]
const low32 = (value: Code): Code => and(value, i64Const(0xffff_ffffn))

const [out, previous, reference, keep, at] = [0, 1, 2, 3, 4]
/** Sixteen words of a round, and the mask of the old block. */
const word = (i: number): number => 5 + i
const mask = 21

function compress() {
  const step = (bytes: number): Code => set(at, i32Add(get(at), i32Const(bytes)))
  const through = (start: number, bytes: number, end: number, body: Code): Code => [
    ...set(at, i32Const(start)),
    ...doWhile([...body, ...step(bytes)], i32LtU(get(at), i32Const(end))),
  ]
  const inBlock = (base: number): Code => i32Add(get(base), get(at))
  const mix = [
    ...set(word(0), i64Xor(i64Load(inBlock(previous), 0), i64Load(inBlock(reference), 0))),
    ...i64Store(get(at), mixed, get(word(0))),
    ...i64Store(get(at), before, i64Xor(get(word(0)), and(get(mask), i64Load(inBlock(out), 0)))),
  ]
  const rows = round((i) => mixed + 8 * i)
  const columns = round((i) => mixed + 128 * (i >> 1) + 8 * (i & 1))
  const leave = i64Store(inBlock(out), 0, i64Xor(i64Load(get(at), mixed), i64Load(get(at), before)))
  const body = [
    ...set(mask, i64Sub(i64Const(0n), i64FromI32(get(keep)))),
    ...through(0, 8, blockLength, mix),
    ...through(0, 128, blockLength, rows),
    ...through(0, 16, 128, columns),
    ...through(0, 8, blockLength, leave),
  ]
  return { name: "compress", parameters: 4, words: 1, longs: 17, body }
}

/** The permutation P on sixteen words of the block, at these distances from `at`. */
function round(offset: (i: number) => number): Code {
  const words = Array.from({ length: 16 }, (_, i) => i)
  const quarters: readonly (readonly [number, number, number, number])[] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
  ]
  return [
    ...words.flatMap((i) => set(word(i), i64Load(get(at), offset(i)))),
    ...quarters.flatMap(([a, b, c, d]) => quarter(word(a), word(b), word(c), word(d))),
    ...words.flatMap((i) => i64Store(get(at), offset(i), get(word(i)))),
  ]
}

/** BLAKE2's mixing function with multiplications, which make it as slow in hardware as here. */
function quarter(a: number, b: number, c: number, d: number): Code {
  const add = (x: number, y: number): Code => {
    const product = i64Mul(low32(get(x)), low32(get(y)))
    return set(x, i64Add(i64Add(get(x), get(y)), shl(product, i64Const(1n))))
  }
  const turn = (x: number, y: number, bits: bigint): Code =>
    set(x, i64Rotr(i64Xor(get(x), get(y)), i64Const(bits)))
  return [
    ...add(a, b),
    ...turn(d, a, 32n),
    ...add(c, d),
    ...turn(b, c, 24n),
    ...add(a, b),
    ...turn(d, a, 16n),
    ...add(c, d),
    ...turn(b, c, 63n),
  ]
}
