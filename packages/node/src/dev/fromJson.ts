import { utf8 } from "@taonet/primitives/bytes"
import { fromHex } from "@taonet/primitives/hex"
import {
  type AnyCodec,
  createWriter,
  type Field,
  finish,
  type TypeInfo,
  type Variant,
  type Writer,
  writeByte,
  writeBytes,
  writeCompact,
  writeCompactBig,
} from "@taonet/primitives/scale/index"
import { decodeAddress } from "@taonet/primitives/ss58"
import { DevError, unknownName } from "./errors.ts"
import { integerOf, isAccount, isByte, isHexText, isOption, type Json } from "./json.ts"

/**
 * The bytes of a value that is given as JSON, in the forms that `json.ts` writes and a few that people write besides: names in camelCase,
 * integers as text or hex, bytes as text or lists. Fields of a struct that are left out keep what `base` has, or are zero.
 * Throws DevError, which names the field.
 */
export function bytesOfJson(codec: AnyCodec, value: unknown, field: string, base?: Json): Uint8Array {
  const writer = createWriter()
  write(codec.info(), value, field, base, writer)
  return finish(writer)
}

type Write = (info: TypeInfo, value: unknown, field: string, base: Json | undefined, writer: Writer) => void

const write: Write = (info, value, field, base, writer) => {
  if (isAccount(info)) return writeAccount(value, field, writer)
  const { def } = info
  switch (def.tag) {
    case "primitive":
      return writePrimitive(def.primitive, value, field, writer)
    case "compact":
      return writeCompactOf(def.type, value, field, writer)
    case "array":
      if (isByte(def.type)) return writeBytes(writer, bytesOf(value, field, def.length))
      return writeList(listOf(value, field, def.length), def.type, field, writer)
    case "sequence": {
      if (isByte(def.type)) {
        const bytes = bytesOf(value, field)
        writeCompact(writer, bytes.length)
        return writeBytes(writer, bytes)
      }
      const items = listOf(value, field)
      writeCompact(writer, items.length)
      return writeList(items, def.type, field, writer)
    }
    case "tuple": {
      const items = def.types.length === 0 ? [] : listOf(value, field, def.types.length)
      for (const [i, type] of def.types.entries())
        write(type.info(), items[i], `${field}[${i}]`, undefined, writer)
      return
    }
    case "composite":
      return writeFields(def.fields, value, field, base, writer)
    case "variant":
      return writeVariant(info, def.variants, value, field, writer)
  }
}

const bad = (field: string, expected: string, value: unknown): DevError =>
  new DevError("bad-value", field, `${expected} is needed, not ${show(value)}`)

function show(value: unknown): string {
  const text =
    value === undefined ? "nothing" : typeof value === "bigint" ? String(value) : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export function accountOf(value: unknown, field: string): `0x${string}` {
  if (typeof value !== "string") throw bad(field, "an address", value)
  if (/^0x[0-9a-fA-F]{64}$/.test(value)) return value.toLowerCase() as `0x${string}`
  try {
    return decodeAddress(value)
  } catch (error) {
    throw new DevError("bad-value", field, error instanceof Error ? error.message : "not an address")
  }
}

function writeAccount(value: unknown, field: string, writer: Writer): void {
  writeBytes(writer, fromHex(accountOf(value, field)))
}

export function integer(value: unknown, field: string): bigint {
  if (typeof value === "bigint") return value
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value)
  const isText = typeof value === "string" && /^(-?\d[\d_,]*|0x[0-9a-fA-F]+)$/.test(value)
  if (!isText) throw bad(field, "a whole number", value)
  return BigInt(value.replaceAll(/[_,]/g, ""))
}

function writePrimitive(primitive: string, value: unknown, field: string, writer: Writer): void {
  const kind = integerOf(primitive)
  if (kind !== undefined) {
    const number = integer(value ?? 0, field)
    const bits = kind.width * 8
    const low = kind.signed ? -(1n << BigInt(bits - 1)) : 0n
    const high = kind.signed ? 1n << BigInt(bits - 1) : 1n << BigInt(bits)
    if (number < low || number >= high) throw bad(field, `a ${primitive}`, value)
    const raw = BigInt.asUintN(bits, number)
    for (let i = 0; i < kind.width; i++) writeByte(writer, Number((raw >> BigInt(8 * i)) & 0xffn))
    return
  }
  if (primitive === "bool") {
    if (value !== undefined && typeof value !== "boolean") throw bad(field, "true or false", value)
    writeByte(writer, value === true ? 1 : 0)
    return
  }
  const text = value ?? (primitive === "char" ? "\0" : "")
  if (typeof text !== "string") throw bad(field, "text", value)
  if (primitive === "str") {
    const bytes = utf8(text)
    writeCompact(writer, bytes.length)
    writeBytes(writer, bytes)
    return
  }
  const code = text.codePointAt(0) ?? 0
  for (let i = 0; i < 4; i++) writeByte(writer, (code >> (8 * i)) & 0xff)
}

function writeCompactOf(inner: AnyCodec, value: unknown, field: string, writer: Writer): void {
  const { def } = inner.info()
  if (def.tag === "tuple") return
  const number = integer(value ?? 0, field)
  const width = def.tag === "primitive" ? (integerOf(def.primitive)?.width ?? 16) : 16
  if (number < 0n || number >= 1n << BigInt(width * 8)) throw bad(field, `a number of ${width} bytes`, value)
  writeCompactBig(writer, number)
}

function bytesOf(value: unknown, field: string, length?: number): Uint8Array {
  const bytes = anyBytes(value ?? (length === undefined ? "" : `0x${"00".repeat(length)}`), field)
  if (length !== undefined && bytes.length !== length) throw bad(field, `${length} bytes`, value)
  return bytes
}

/** Hex, an address where 32 bytes are meant, plain text, or a list of numbers. */
function anyBytes(value: unknown, field: string): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value === "string") return isHexText(value) ? fromHex(value) : utf8(value)
  const isBytes =
    Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)
  if (!isBytes) throw bad(field, "bytes as hex", value)
  return Uint8Array.from(value)
}

function listOf(value: unknown, field: string, length?: number): readonly unknown[] {
  const list = value ?? new Array(length ?? 0).fill(undefined)
  if (!Array.isArray(list)) throw bad(field, "a list", value)
  if (length !== undefined && list.length !== length) throw bad(field, `a list of ${length}`, value)
  return list
}

function writeList(items: readonly unknown[], type: AnyCodec, field: string, writer: Writer): void {
  const info = type.info()
  for (const [i, item] of items.entries()) write(info, item, `${field}[${i}]`, undefined, writer)
}

function writeFields(
  fields: readonly Field[],
  value: unknown,
  field: string,
  base: Json | undefined,
  writer: Writer,
): void {
  const [first] = fields
  if (first === undefined) return
  if (first.name === undefined) {
    const values = fields.length === 1 ? [value] : listOf(value, field, fields.length)
    for (const [i, { type }] of fields.entries())
      write(type.info(), values[i], fields.length === 1 ? field : `${field}[${i}]`, undefined, writer)
    return
  }
  // The bits of a fixed-point number may stand for it.
  const isOnly = fields.length === 1 && value !== undefined && !isObject(value)
  const given = byName(isOnly ? { [first.name]: value } : (value ?? {}), field, fields)
  const kept = isObject(base) ? base : {}
  for (const { name = "", type } of fields) {
    const before = kept[name] as Json | undefined
    write(type.info(), given.has(name) ? given.get(name) : before, `${field}.${name}`, before, writer)
  }
}

/** The given fields under their wire names. */
function byName(value: unknown, field: string, fields: readonly Field[]): Map<string, unknown> {
  if (!isObject(value)) throw bad(field, `an object with ${fields.map(({ name }) => name).join(", ")}`, value)
  const names = new Map(fields.map(({ name = "" }) => [plainName(name), name]))
  const given = new Map<string, unknown>()
  for (const [name, one] of Object.entries(value)) {
    const wireName = names.get(plainName(name))
    if (wireName === undefined) throw unknownName(`${field}.${name}`, "field", name, names.values())
    given.set(wireName, one)
  }
  return given
}

/** `lockedMass`, `locked_mass` and `LockedMass` are the same. */
export const plainName = (name: string): string => name.replaceAll("_", "").toLowerCase()

function writeVariant(
  info: TypeInfo,
  variants: readonly Variant[],
  value: unknown,
  field: string,
  writer: Writer,
): void {
  if (isOption(info)) {
    writeOption(variants, value, field, writer)
    return
  }
  // An address where an address of several kinds is meant.
  if (info.path.at(-1) === "MultiAddress" && typeof value === "string") {
    writeByte(writer, 0)
    writeAccount(value, field, writer)
    return
  }
  if (value === undefined && variants[0] !== undefined) {
    writeChosen(variants[0], undefined, field, writer)
    return
  }
  const { name, carried } = tagOf(value, field, variants)
  const variant = variants.find((one) => plainName(one.name) === plainName(name))
  if (variant === undefined) {
    const known = variants.map((one) => one.name)
    throw unknownName(field, "variant", name, known)
  }
  writeChosen(variant, carried, `${field}.${variant.name}`, writer)
}

function writeChosen(variant: Variant, carried: unknown, field: string, writer: Writer): void {
  writeByte(writer, variant.index)
  writeFields(variant.fields, carried, field, undefined, writer)
}

function writeOption(variants: readonly Variant[], value: unknown, field: string, writer: Writer): void {
  if (value === null || value === undefined) {
    writeByte(writer, 0)
    return
  }
  writeByte(writer, 1)
  const [inner] = variants.find(({ index }) => index === 1)?.fields ?? []
  if (inner === undefined) return
  const isNested = isOption(inner.type.info()) && isObject(value) && "Some" in value
  write(inner.type.info(), isNested ? value["Some"] : value, field, undefined, writer)
}

/** `"Name"`, `{ Name: value }` or `{ type: "Name", value }`. */
function tagOf(
  value: unknown,
  field: string,
  variants: readonly Variant[],
): { readonly name: string; readonly carried: unknown } {
  if (typeof value === "string") return { name: value, carried: undefined }
  if (isObject(value)) {
    const { type } = value
    if (typeof type === "string") return { name: type, carried: value["value"] }
    const [entry, ...more] = Object.entries(value)
    if (entry !== undefined && more.length === 0) return { name: entry[0], carried: entry[1] }
  }
  throw bad(field, `one of ${variants.map(({ name }) => name).join(", ")}`, value)
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
