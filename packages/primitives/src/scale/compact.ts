import type { Codec } from "./codec.ts"
import { u8, u16, u32, u64, u128 } from "./integers.ts"
import { once } from "./once.ts"
import { DecodeError, type Reader, take } from "./reader.ts"
import type { AnyCodec } from "./typeInfo.ts"
import { reserve, type Writer, writeByte } from "./writer.ts"

/** Writes a length, below 2^30 for every input that fits in memory here. */
export function writeCompact(writer: Writer, value: number): void {
  if (value < 0x40) writeByte(writer, value << 2)
  else if (value < 0x4000) {
    const start = reserve(writer, 2)
    writer.view.setUint16(start, (value << 2) | 1, true)
  } else if (value < 0x40000000) {
    const start = reserve(writer, 4)
    writer.view.setUint32(start, ((value << 2) | 2) >>> 0, true)
  } else writeCompactBig(writer, BigInt(value))
}

export function writeCompactBig(writer: Writer, value: bigint): void {
  if (value < 0x40000000n) {
    writeCompact(writer, Number(value))
    return
  }
  let size = 0
  for (let rest = value; rest > 0n; rest >>= 8n) size++
  if (size < 4) size = 4
  const start = reserve(writer, size + 1)
  writer.buffer[start] = ((size - 4) << 2) | 3
  let rest = value
  for (let i = 1; i <= size; i++, rest >>= 8n) writer.buffer[start + i] = Number(rest & 0xffn)
}

/** Reads a compact integer. Non-minimal forms are refused, as parity-scale-codec does. */
export function readCompactBig(reader: Reader): bigint {
  const first = reader.bytes[take(reader, 1)]!
  if ((first & 3) !== 3) return BigInt(readSmall(reader, first))
  const size = (first >> 2) + 4
  const start = take(reader, size)
  let value = 0n
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(reader.bytes[start + i]!)
  if (value >> BigInt((size - 1) * 8) === 0n || value < 0x40000000n)
    throw new DecodeError("compact integer is not minimal")
  return value
}

/** Reads a length or small compact integer (< 2^53). */
export function readCompact(reader: Reader): number {
  const first = reader.bytes[reader.offset]
  if (first === undefined) throw new DecodeError("input ends too early")
  if ((first & 3) !== 3) {
    reader.offset++
    return readSmall(reader, first)
  }
  const value = readCompactBig(reader)
  if (value > 0xffffffffn) throw new DecodeError("compact integer is too large")
  return Number(value)
}

/** `Compact<T>` of an unsigned integer codec, of a newtype around one, or of `()` (which takes no bytes). */
export function compact<T extends number | bigint | undefined>(inner: Codec<T>): Codec<T> {
  const known = interned.get(inner.info)
  if (known) return known as Codec<T>
  const max = maxOf(inner)
  if (max === undefined) return compactUnit(inner)
  const big = typeof max === "bigint"
  const codec: Codec<T> = {
    encodeTo: (w, v) => (big ? writeCompactBig(w, v as bigint) : writeCompact(w, v as number)),
    decodeFrom: (r) => {
      const value = big ? readCompactBig(r) : readCompact(r)
      if (value > max) throw new DecodeError("compact integer exceeds its type")
      return value as T
    },
    typeName: inner.typeName,
    info: once(() => ({ path: [], params: [], def: { tag: "compact", type: inner } })),
  }
  interned.set(inner.info, codec)
  return codec
}

const interned = new WeakMap<object, AnyCodec>()

const limits = new Map<AnyCodec["info"], number | bigint>([
  [u8.info, 0xff],
  [u16.info, 0xffff],
  [u32.info, 0xffffffff],
  [u64.info, 0xffffffffffffffffn],
  [u128.info, 0xffffffffffffffffffffffffffffffffn],
])

function compactUnit<T>(inner: Codec<T>): Codec<T> {
  const codec: Codec<T> = {
    ...inner,
    info: once(() => ({ path: [], params: [], def: { tag: "compact", type: inner } })),
  }
  interned.set(inner.info, codec)
  return codec
}

/** The largest value of an integer codec, seen through one-field newtypes; undefined for `()`. */
function maxOf(codec: AnyCodec): number | bigint | undefined {
  const max = limits.get(codec.info)
  if (max !== undefined) return max
  const { def } = codec.info()
  if (def.tag === "composite" && def.fields.length === 1) return maxOf(def.fields[0]!.type)
  if (def.tag === "tuple" && def.types.length === 0) return undefined
  throw new TypeError("compact needs an unsigned integer")
}

function readSmall(reader: Reader, first: number): number {
  const mode = first & 3
  if (mode === 0) return first >> 2
  if (mode === 1) {
    const value = (first | (reader.bytes[take(reader, 1)]! << 8)) >> 2
    if (value < 0x40) throw new DecodeError("compact integer is not minimal")
    return value
  }
  const start = take(reader, 3)
  const value =
    (first |
      (reader.bytes[start]! << 8) |
      (reader.bytes[start + 1]! << 16) |
      (reader.bytes[start + 2]! << 24)) >>>
    2
  if (value < 0x4000) throw new DecodeError("compact integer is not minimal")
  return value
}
