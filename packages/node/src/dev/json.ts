/**
 * SCALE values as JSON, by what the codecs say of their types: as tools for Substrate chains write them. Accounts are addresses, bytes are
 * hex, integers are numbers or, beyond 2^53, decimal text; an option is its value or null, an enum its name or `{ Name: value }`.
 */
import { type Hex, isHex, toHex } from "@taonet/primitives/hex"
import {
  type AnyCodec,
  createReader,
  type Field,
  type Reader,
  readBytes,
  readCompact,
  readCompactBig,
  remaining,
  type TypeInfo,
  type Variant,
} from "@taonet/primitives/scale/index"
import { encodeAddress } from "@taonet/primitives/ss58"

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** The value at the start of the bytes; what follows is ignored, as the runtime does. */
export function jsonOf(codec: AnyCodec, bytes: Uint8Array): Json {
  return read(codec.info(), createReader(bytes))
}

/** As `jsonOf`, for bytes that may be anything. */
export function jsonOrHex(codec: AnyCodec, bytes: Uint8Array): Json {
  try {
    return jsonOf(codec, bytes)
  } catch {
    return toHex(bytes)
  }
}

/** Reads one value. Throws DecodeError or RangeError. */
export function readJson(codec: AnyCodec, reader: Reader): Json {
  return read(codec.info(), reader)
}

export const isAccount = ({ path }: TypeInfo): boolean => path.at(-1) === "AccountId32"
export const isOption = ({ path, def }: TypeInfo): boolean => def.tag === "variant" && path[0] === "Option"
export const isByte = (codec: AnyCodec): boolean => {
  const { def } = codec.info()
  return def.tag === "primitive" && def.primitive === "u8"
}

const widths: Readonly<Record<string, number>> = { u8: 1, u16: 2, u32: 4, u64: 8, u128: 16, u256: 32 }
/** Bytes of an integer, and whether it has a sign; undefined for what is none. */
export function integerOf(
  primitive: string,
): { readonly width: number; readonly signed: boolean } | undefined {
  const width = widths[`u${primitive.slice(1)}`]
  return width === undefined || !/^[ui]\d/.test(primitive)
    ? undefined
    : { width, signed: primitive.startsWith("i") }
}

export const plain = (value: bigint): Json =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value.toString()

function read(info: TypeInfo, reader: Reader): Json {
  if (isAccount(info)) return encodeAddress(toHex(readBytes(reader, 32)) as Hex)
  const { def } = info
  switch (def.tag) {
    case "primitive":
      return readPrimitive(def.primitive, reader)
    case "compact":
      return plain(readCompactBig(reader))
    case "array":
      return isByte(def.type)
        ? toHex(readBytes(reader, def.length))
        : repeat(def.length, () => read(def.type.info(), reader))
    case "sequence": {
      const length = readCompact(reader)
      if (isByte(def.type)) return toHex(readBytes(reader, length))
      return repeat(Math.min(length, remaining(reader) + 1), () => read(def.type.info(), reader))
    }
    case "tuple":
      return def.types.length === 0 ? null : def.types.map((type) => read(type.info(), reader))
    case "composite":
      return readFields(def.fields, reader)
    case "variant":
      return readVariant(info, def.variants, reader)
  }
}

function readPrimitive(primitive: string, reader: Reader): Json {
  const integer = integerOf(primitive)
  if (integer !== undefined) {
    const bytes = readBytes(reader, integer.width)
    let value = 0n
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number)
    return plain(integer.signed ? BigInt.asIntN(integer.width * 8, value) : value)
  }
  if (primitive === "bool") return readBytes(reader, 1)[0] === 1
  if (primitive === "str") return new TextDecoder().decode(readBytes(reader, readCompact(reader)))
  const [a = 0, b = 0, c = 0, d = 0] = readBytes(reader, 4)
  return String.fromCodePoint(a | (b << 8) | (c << 16) | (d << 24))
}

/** One unnamed field is its value, more are a list, named ones an object. */
function readFields(fields: readonly Field[], reader: Reader): Json {
  const first = fields[0]
  if (first === undefined) return null
  if (first.name === undefined) {
    const values = fields.map(({ type }) => read(type.info(), reader))
    return values.length === 1 ? (values[0] as Json) : values
  }
  return Object.fromEntries(fields.map(({ name, type }) => [name, read(type.info(), reader)]))
}

function readVariant(info: TypeInfo, variants: readonly Variant[], reader: Reader): Json {
  const index = readBytes(reader, 1)[0]
  const variant = variants.find((one) => one.index === index)
  if (variant === undefined) throw new RangeError(`variant ${index} of ${info.path.join("::")} is unknown`)
  if (isOption(info)) {
    if (index === 0) return null
    const inner = readFields(variant.fields, reader)
    const [field] = variant.fields
    // An option in an option would be null either way.
    return field !== undefined && isOption(field.type.info()) ? { Some: inner } : inner
  }
  return variant.fields.length === 0 ? variant.name : { [variant.name]: readFields(variant.fields, reader) }
}

const repeat = (count: number, item: () => Json): Json[] => Array.from({ length: count }, item)

/** Whether text is hex bytes with `0x`. */
export const isHexText = (text: string): boolean => text.startsWith("0x") && isHex(text)
