/**
 * blake2b (RFC 7693) and xxHash64 as WebAssembly, assembled and started when this module loads (about a millisecond). 64-bit arithmetic
 * is what JavaScript lacks: the same code on 32-bit halves is ten times slower, and packages that bring compiled code start it
 * asynchronously.
 */
import {
  assemble,
  type Code,
  doWhile,
  get,
  i32Add,
  i32Const,
  i32GtU,
  i32LtU,
  i32Shl,
  i32Sub,
  i64Add,
  i64Const,
  i64FromI32,
  i64Load,
  i64Load8U,
  i64Load32U,
  i64Mul,
  i64Rotl,
  i64Rotr,
  i64ShrU,
  i64Store,
  i64Sub,
  i64Xor,
  set,
  unless,
  type WasmFunction,
} from "./assembler.ts"

/** Digests appear at the start of the memory. */
export const digestAt = 0
/** Inputs go here; blake2b's must be followed by zeros up to a multiple of its block. */
export const inputAt = 64
export const blake2bBlock = 128
export const memoryPages = 64

const initial = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
]

/** Which message word each half-mix of a round takes; rounds 10 and 11 repeat 0 and 1. */
const schedule = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]
const lanes = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
]

/** blake2b(length of input, length of digest), without key. */
function blake2b(): WasmFunction {
  const [length, digestLength, at, done] = [0, 1, 2, 3]
  const h = (i: number): number => 4 + i
  const v = (i: number): number => 12 + i
  const each = (count: number, code: (i: number) => Code): Code =>
    Array.from({ length: count }, (_, i) => code(i)).flat()

  const halfMix = (
    a: number,
    b: number,
    c: number,
    d: number,
    word: number,
    r1: bigint,
    r2: bigint,
  ): Code => [
    ...set(a, i64Add(i64Add(get(a), get(b)), i64Load(get(at), inputAt + 8 * word))),
    ...set(d, i64Rotr(i64Xor(get(d), get(a)), i64Const(r1))),
    ...set(c, i64Add(get(c), get(d))),
    ...set(b, i64Rotr(i64Xor(get(b), get(c)), i64Const(r2))),
  ]
  const round = (words: readonly number[]): Code =>
    each(8, (i) => {
      const [a, b, c, d] = lanes[i]!.map(v) as [number, number, number, number]
      return [
        ...halfMix(a, b, c, d, words[2 * i]!, 32n, 24n),
        ...halfMix(a, b, c, d, words[2 * i + 1]!, 16n, 63n),
      ]
    })
  const compress: Code = [
    ...each(8, (i) => [...set(v(i), get(h(i))), ...set(v(i + 8), i64Const(initial[i]!))]),
    ...set(v(12), i64Xor(get(v(12)), i64FromI32(get(done)))),
    ...unless(i32LtU(get(done), get(length)), set(v(14), i64Xor(get(v(14)), i64Const(-1n)))),
    ...each(12, (i) => round(schedule[i % 10]!)),
    ...each(8, (i) => set(h(i), i64Xor(get(h(i)), i64Xor(get(v(i)), get(v(i + 8)))))),
  ]
  return {
    name: "blake2b",
    parameters: 2,
    words: 2,
    longs: 24,
    body: [
      ...each(8, (i) => set(h(i), i64Const(initial[i]!))),
      ...set(h(0), i64Xor(get(h(0)), i64Xor(i64FromI32(get(digestLength)), i64Const(0x01010000n)))),
      ...doWhile(
        [
          // Bytes hashed once this block is; the last block counts its real bytes.
          ...set(at, get(done)),
          ...set(done, i32Add(get(done), i32Const(blake2bBlock))),
          ...unless(i32LtU(get(done), get(length)), set(done, get(length))),
          ...compress,
        ],
        i32LtU(get(done), get(length)),
      ),
      ...each(8, (i) => i64Store(i32Const(digestAt), 8 * i, get(h(i)))),
    ],
  }
}

const prime1 = i64Const(0x9e3779b185ebca87n)
const prime2 = i64Const(0xc2b2ae3d27d4eb4fn)
const prime3 = i64Const(0x165667b19e3779f9n)
const prime4 = i64Const(0x85ebca77c2b2ae63n)
const prime5 = i64Const(0x27d4eb2f165667c5n)
const rotate = (value: Code, by: bigint): Code => i64Rotl(value, i64Const(by))

/** One lane's step over 8 bytes of input. */
const step = (lane: Code, input: Code): Code =>
  i64Mul(rotate(i64Add(lane, i64Mul(input, prime2)), 31n), prime1)
const zero = i64Const(0n)

/** twox's parameters and locals. */
const [length, count, at, seed, hash] = [0, 1, 2, 3, 4]
const lanes4 = [5, 6, 7, 8]
const left: Code = i32Sub(get(length), get(at))
const seed64: Code = i64FromI32(get(seed))
const advance = (bytes: number): Code => set(at, i32Add(get(at), i32Const(bytes)))

/** The loop over 32-byte stripes of long inputs. */
function stripes(): Code {
  const starts = [
    i64Add(seed64, i64Add(prime1, prime2)),
    i64Add(seed64, prime2),
    seed64,
    i64Sub(seed64, prime1),
  ]
  const rotations = [1n, 7n, 12n, 18n]
  const mergeLane = (lane: number): Code =>
    set(hash, i64Add(i64Mul(i64Xor(get(hash), step(zero, get(lane))), prime1), prime4))
  return [
    ...lanes4.flatMap((lane, i) => set(lane, starts[i]!)),
    ...doWhile(
      [
        ...lanes4.flatMap((lane, i) => set(lane, step(get(lane), i64Load(get(at), inputAt + 8 * i)))),
        ...advance(32),
      ],
      i32GtU(left, i32Const(31)),
    ),
    ...set(hash, lanes4.map((lane, i) => rotate(get(lane), rotations[i]!)).reduce(i64Add)),
    ...lanes4.flatMap(mergeLane),
  ]
}

/** What is left after the stripes, by 8, 4 and 1 bytes. */
function tail(): Code {
  const mix = (input: Code, rotation: bigint, factor: Code): Code =>
    i64Mul(rotate(i64Xor(get(hash), input), rotation), factor)
  const eight = set(hash, i64Add(mix(step(zero, i64Load(get(at), inputAt)), 27n, prime1), prime4))
  const four = set(hash, i64Add(mix(i64Mul(i64Load32U(get(at), inputAt), prime1), 23n, prime2), prime3))
  const one = set(hash, mix(i64Mul(i64Load8U(get(at), inputAt), prime5), 11n, prime1))
  const repeat = (bytes: number, body: Code): Code =>
    unless(
      i32LtU(left, i32Const(bytes)),
      doWhile([...body, ...advance(bytes)], i32GtU(left, i32Const(bytes - 1))),
    )
  return [
    ...repeat(8, eight),
    ...unless(i32LtU(left, i32Const(4)), [...four, ...advance(4)]),
    ...repeat(1, one),
  ]
}

function avalanche(): Code {
  const fold = (shift: bigint): Code => i64Xor(get(hash), i64ShrU(get(hash), i64Const(shift)))
  return [
    ...set(hash, i64Mul(fold(33n), prime2)),
    ...set(hash, i64Mul(fold(29n), prime3)),
    ...set(hash, fold(32n)),
  ]
}

/** twox(length of input, how many digests of 8 bytes): under the seeds 0, 1, … */
function twox(): WasmFunction {
  return {
    name: "twox",
    parameters: 2,
    words: 2,
    longs: 5,
    body: doWhile(
      [
        ...set(at, i32Const(0)),
        ...set(hash, i64Add(seed64, prime5)),
        ...unless(i32LtU(get(length), i32Const(32)), stripes()),
        ...set(hash, i64Add(get(hash), i64FromI32(get(length)))),
        ...tail(),
        ...avalanche(),
        ...i64Store(i32Shl(get(seed), i32Const(3)), digestAt, get(hash)),
        ...set(seed, i32Add(get(seed), i32Const(1))),
      ],
      i32LtU(get(seed), get(count)),
    ),
  }
}

export const kernelModule = (): Uint8Array => assemble(memoryPages, [blake2b(), twox()])
