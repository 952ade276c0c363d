import type { Codec } from "./codec.ts"
import { once } from "./once.ts"
import { DecodeError, nestingMax, type Reader, take } from "./reader.ts"
import type { AnyCodec, Field, TypeParam } from "./typeInfo.ts"
import { type Writer, writeByte } from "./writer.ts"

export interface TypeOptions {
  /** Type parameters as the registry lists them; `undefined` where the reference skips one. */
  readonly params?: Readonly<Record<string, AnyCodec | undefined>>
  /** How fields of this type spell it; the path's last segment unless given. */
  readonly typeName?: string
  readonly docs?: readonly string[]
}

type FieldCodecs<T> = { readonly [K in keyof T]-?: Codec<T[K]> }

/** A struct with named fields; names are the wire's. */
export function struct<T extends object>(
  path: string,
  fields: FieldCodecs<T>,
  options: TypeOptions = {},
): Codec<T> {
  const names = Object.keys(fields)
  const codecs = names.map((name) => (fields as Readonly<Record<string, AnyCodec>>)[name]!)
  return {
    ...named(path, options, () => ({ tag: "composite", fields: fieldsOf(fields) })),
    encodeTo: (w, v) => writeFields(w, names, codecs, v as Readonly<Record<string, unknown>>),
    decodeFrom: (r) => readFields(r, names, codecs) as T,
  }
}

/** A struct with one unnamed field (`struct NetUid(u16)`): in TypeScript just the inner value. */
export function newtype<T>(path: string, inner: Codec<T>, options: TypeOptions = {}): Codec<T> {
  return {
    ...named(path, options, () => ({ tag: "composite", fields: [field(inner)] })),
    encodeTo: (w, v) => inner.encodeTo(w, v),
    decodeFrom: (r) => inner.decodeFrom(r),
  }
}

/** A struct with one named field that holds a number's raw bits (`FixedU128 { bits }`): in TypeScript just the bits. */
export function rawBits<T>(path: string, name: string, inner: Codec<T>, options: TypeOptions = {}): Codec<T> {
  return {
    ...named(path, options, () => ({ tag: "composite", fields: [{ ...field(inner), name }] })),
    encodeTo: inner.encodeTo,
    decodeFrom: inner.decodeFrom,
  }
}

/** A struct with several unnamed fields: an array of them. */
export function tupleStruct<T extends readonly unknown[]>(
  path: string,
  parts: { readonly [K in keyof T]: Codec<T[K]> },
  options: TypeOptions = {},
): Codec<T> {
  const items = parts as readonly AnyCodec[]
  return {
    ...named(path, options, () => ({ tag: "composite", fields: items.map(field) })),
    encodeTo: (w, v) => {
      for (let i = 0; i < items.length; i++) items[i]!.encodeTo(w, v[i])
    },
    decodeFrom: (r) => items.map((item) => item.decodeFrom(r)) as unknown as T,
  }
}

/** A struct without fields. */
export function unitStruct(path: string, options: TypeOptions = {}): Codec<undefined> {
  return {
    ...named(path, options, () => ({ tag: "composite", fields: [] })),
    encodeTo: () => undefined,
    decodeFrom: () => undefined,
  }
}

/** One variant of an enum: its index on the wire and what it carries. */
export interface VariantSpec<V = unknown> {
  readonly index: number
  readonly fields: readonly Field[]
  readonly encodeTo: (writer: Writer, value: V) => void
  readonly decodeFrom: (reader: Reader) => V
  readonly docs?: readonly string[]
}

/**
 * `v(3)` carries nothing, `v(3, codec)` one unnamed value, `v(3, a, b)` an array of them, `v(3, { name: codec })` a struct.
 */
export function v(
  index: number,
  ...parts: readonly (AnyCodec | Readonly<Record<string, AnyCodec>>)[]
): VariantSpec<never> {
  const first = parts[0]
  if (first === undefined)
    return { index, fields: [], encodeTo: () => undefined, decodeFrom: () => undefined as never }
  if (!isCodec(first)) {
    const names = Object.keys(first)
    const codecs = Object.values(first)
    return {
      index,
      fields: fieldsOf(first),
      encodeTo: (w, value) => writeFields(w, names, codecs, value),
      decodeFrom: (r) => readFields(r, names, codecs) as never,
    }
  }
  const items = parts as readonly AnyCodec[]
  if (items.length === 1)
    return {
      index,
      fields: items.map(field),
      encodeTo: first.encodeTo,
      decodeFrom: first.decodeFrom as never,
    }
  return {
    index,
    fields: items.map(field),
    encodeTo: (w, value: readonly unknown[]) => {
      for (let i = 0; i < items.length; i++) items[i]!.encodeTo(w, value[i])
    },
    decodeFrom: (r) => items.map((item) => item.decodeFrom(r)) as never,
  }
}

/** An enum value: the variant's name and, unless it carries nothing, its value. */
export interface Tagged {
  readonly type: string
  readonly value?: unknown
}

/** An enum whose variants carry values: `{ type: "Module", value: { index, error } }`. */
export function variant<T extends Tagged>(
  path: string,
  variants: Readonly<Record<T["type"], VariantSpec<never>>>,
  options: TypeOptions = {},
): Codec<T> {
  const specs = Object.entries(variants) as [string, VariantSpec<unknown>][]
  const byName = new Map(specs)
  const byIndex = new Map(specs.map(([type, spec]) => [spec.index, { type, spec }]))
  return {
    ...named(path, options, () => ({
      tag: "variant",
      variants: specs.map(([name, { index, fields, docs }]) => ({ name, index, fields, docs })),
    })),
    encodeTo: (w, value) => {
      const spec = byName.get(value.type)
      if (!spec) throw new RangeError(`${path} has no variant ${value.type}`)
      writeByte(w, spec.index)
      spec.encodeTo(w, value.value)
    },
    decodeFrom: (r) => {
      const found = byIndex.get(r.bytes[take(r, 1)]!)
      if (!found) throw new DecodeError(`unknown variant of ${path}`)
      const value = found.spec.decodeFrom(r)
      return (found.spec.fields.length === 0 ? { type: found.type } : { type: found.type, value }) as T
    },
  }
}

/** An enum whose variants carry nothing: just the name. An array gives indices 0, 1, …; an object names them. */
export function unitEnum<T extends string>(
  path: string,
  variants: readonly T[] | Readonly<Record<T, number>>,
  options: TypeOptions = {},
): Codec<T> {
  const entries: [T, number][] = Array.isArray(variants)
    ? variants.map((name, index) => [name as T, index])
    : (Object.entries(variants) as [T, number][])
  const indexOf = new Map(entries)
  const nameOf = new Map(entries.map(([name, index]) => [index, name]))
  return {
    ...named(path, options, () => ({
      tag: "variant",
      variants: entries.map(([name, index]) => ({ name, index, fields: [] })),
    })),
    encodeTo: (w, value) => {
      const index = indexOf.get(value)
      if (index === undefined) throw new RangeError(`${path} has no variant ${value}`)
      writeByte(w, index)
    },
    decodeFrom: (r) => {
      const name = nameOf.get(r.bytes[take(r, 1)]!)
      if (name === undefined) throw new DecodeError(`unknown variant of ${path}`)
      return name
    },
  }
}

/** An enum without variants: no value of it exists. */
export function emptyEnum(path: string, options: TypeOptions = {}): Codec<undefined> {
  const refuse = (): never => {
    throw new DecodeError(`${path} has no values`)
  }
  return {
    ...named(path, options, () => ({ tag: "variant", variants: [] })),
    encodeTo: refuse,
    decodeFrom: refuse,
  }
}

/**
 * A reference to a codec that is defined later or elsewhere (calls carry calls). Make one per type and reuse it: anonymous types around
 * it are told apart by it.
 */
export function lazy<T>(get: () => Codec<T>, typeName: string): Codec<T> {
  return {
    encodeTo: (w, value) => get().encodeTo(w, value),
    decodeFrom: (r) => {
      if (++r.depth > nestingMax) throw new DecodeError("values nest too deep")
      const value = get().decodeFrom(r)
      r.depth--
      return value
    },
    typeName,
    info: () => get().info(),
  }
}

/** The named part of a codec: path, parameters and shape for the registry. */
export function named(
  path: string,
  options: TypeOptions,
  def: () => ReturnType<AnyCodec["info"]>["def"],
): Pick<AnyCodec, "info" | "typeName"> {
  const segments = path.split("::")
  const params: TypeParam[] = Object.entries(options.params ?? {}).map(([name, type]) => ({ name, type }))
  return {
    typeName: options.typeName ?? segments.at(-1)!,
    info: once(() => ({ path: segments, params, def: def(), docs: options.docs ?? [] })),
  }
}

export function fieldsOf(fields: Readonly<Record<string, AnyCodec>>): Field[] {
  return Object.entries(fields).map(([name, codec]) => ({ name, type: codec, typeName: codec.typeName }))
}

function field(codec: AnyCodec): Field {
  return { type: codec, typeName: codec.typeName }
}

function isCodec(part: AnyCodec | Readonly<Record<string, AnyCodec>>): part is AnyCodec {
  return typeof part.encodeTo === "function" && typeof part.decodeFrom === "function"
}

function writeFields(
  w: Writer,
  names: readonly string[],
  codecs: readonly AnyCodec[],
  value: Readonly<Record<string, unknown>>,
): void {
  for (let i = 0; i < names.length; i++) codecs[i]!.encodeTo(w, value[names[i]!])
}

function readFields(
  r: Reader,
  names: readonly string[],
  codecs: readonly AnyCodec[],
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (let i = 0; i < names.length; i++) out[names[i]!] = codecs[i]!.decodeFrom(r)
  return out
}
