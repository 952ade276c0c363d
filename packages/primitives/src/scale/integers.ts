import type { Codec } from "./codec.ts"
import { DecodeError, take, viewOf } from "./reader.ts"
import type { Primitive, TypeInfo } from "./typeInfo.ts"
import { reserve, type Writer, writeByte } from "./writer.ts"

function primitive<T>(
  name: Primitive,
  codec: Pick<Codec<T>, "encodeTo" | "decodeFrom">,
  typeName: string = name,
): Codec<T> {
  const info: TypeInfo = { path: [], params: [], def: { tag: "primitive", primitive: name } }
  return { ...codec, typeName, info: () => info }
}

export const u8: Codec<number> = primitive("u8", {
  encodeTo: writeByte,
  decodeFrom: (r) => r.bytes[take(r, 1)]!,
})
export const u16: Codec<number> = primitive("u16", {
  encodeTo: (w, v) => at(w, 2, (view, i) => view.setUint16(i, v, true)),
  decodeFrom: (r) => {
    const i = take(r, 2)
    return r.bytes[i]! | (r.bytes[i + 1]! << 8)
  },
})
export const u32: Codec<number> = primitive("u32", {
  encodeTo: (w, v) => at(w, 4, (view, i) => view.setUint32(i, v, true)),
  decodeFrom: (r) => {
    const i = take(r, 4)
    const { bytes } = r
    return (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)) >>> 0
  },
})
export const u64: Codec<bigint> = primitive("u64", {
  encodeTo: (w, v) => at(w, 8, (view, i) => view.setBigUint64(i, v, true)),
  decodeFrom: (r) => viewOf(r).getBigUint64(take(r, 8), true),
})
export const i8: Codec<number> = primitive("i8", {
  encodeTo: (w, v) => at(w, 1, (view, i) => view.setInt8(i, v)),
  decodeFrom: (r) => viewOf(r).getInt8(take(r, 1)),
})
export const i16: Codec<number> = primitive("i16", {
  encodeTo: (w, v) => at(w, 2, (view, i) => view.setInt16(i, v, true)),
  decodeFrom: (r) => viewOf(r).getInt16(take(r, 2), true),
})
export const i32: Codec<number> = primitive("i32", {
  encodeTo: (w, v) => at(w, 4, (view, i) => view.setInt32(i, v, true)),
  decodeFrom: (r) => viewOf(r).getInt32(take(r, 4), true),
})
export const i64: Codec<bigint> = primitive("i64", {
  encodeTo: (w, v) => at(w, 8, (view, i) => view.setBigInt64(i, v, true)),
  decodeFrom: (r) => viewOf(r).getBigInt64(take(r, 8), true),
})
export const u128: Codec<bigint> = primitive("u128", wide(2, false))
export const i128: Codec<bigint> = primitive("i128", wide(2, true))
export const u256: Codec<bigint> = primitive("u256", wide(4, false))

export const bool: Codec<boolean> = primitive("bool", {
  encodeTo: (w, v) => writeByte(w, v ? 1 : 0),
  decodeFrom: (r) => {
    const byte = r.bytes[take(r, 1)]!
    if (byte > 1) throw new DecodeError("a bool is neither 0 nor 1")
    return byte === 1
  },
})

function at(writer: Writer, size: number, put: (view: DataView, index: number) => void): void {
  const start = reserve(writer, size)
  put(writer.view, start)
}

/** Little-endian integers of `limbs` 64-bit words. */
function wide(limbs: number, signed: boolean): Pick<Codec<bigint>, "encodeTo" | "decodeFrom"> {
  return {
    encodeTo: (w, v) => {
      const start = reserve(w, limbs * 8)
      let rest = v
      for (let limb = 0; limb < limbs; limb++) {
        w.view.setBigUint64(start + limb * 8, BigInt.asUintN(64, rest), true)
        rest >>= 64n
      }
    },
    decodeFrom: (r) => {
      const start = take(r, limbs * 8)
      let value = 0n
      for (let limb = limbs - 1; limb >= 0; limb--)
        value = (value << 64n) | viewOf(r).getBigUint64(start + limb * 8, true)
      return signed ? BigInt.asIntN(limbs * 64, value) : value
    },
  }
}
