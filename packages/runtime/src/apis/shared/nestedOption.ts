import { type AnyCodec, bool, type Codec, type Field } from "@taonet/primitives/scale/index"

/** A value of `Option<Option<T>>`: undefined is None, `{ inner: undefined }` Some(None). */
export type Nested<T> = { readonly inner: T | undefined } | undefined

/**
 * A struct's codec, except that one field of type `Option<Option<T>>` can say Some(None), which plain options cannot: to them both
 * levels of absence are undefined. The type's description stays the struct's own.
 */
export function withNestedOption<T extends object, N extends keyof T & string>(
  struct: Codec<T>,
  name: N,
): Codec<Omit<T, N> & { readonly [K in N]: Nested<NonNullable<T[N]>> }> {
  const codecOf = (field: Field): AnyCodec => (field.name === name ? nested(field.type) : field.type)
  return {
    typeName: struct.typeName,
    info: struct.info,
    encodeTo(w, value) {
      const values = value as Readonly<Record<string, unknown>>
      for (const field of fieldsOf(struct)) codecOf(field).encodeTo(w, values[field.name!])
    },
    decodeFrom(r) {
      const out: Record<string, unknown> = {}
      for (const field of fieldsOf(struct)) out[field.name!] = codecOf(field).decodeFrom(r)
      return out as never
    },
  }
}

function nested<T>(outer: Codec<unknown>): Pick<Codec<Nested<T>>, "encodeTo" | "decodeFrom"> & AnyCodec {
  const inner = someOf(outer)
  return {
    typeName: outer.typeName,
    info: outer.info,
    encodeTo(w, value: Nested<T>) {
      // The outer flag is a byte 0 or 1, as a bool.
      bool.encodeTo(w, value !== undefined)
      if (value !== undefined) inner.encodeTo(w, value.inner)
    },
    decodeFrom: (r) => (bool.decodeFrom(r) ? { inner: inner.decodeFrom(r) } : undefined),
  }
}

function fieldsOf(struct: AnyCodec): readonly Field[] {
  const { def } = struct.info()
  if (def.tag !== "composite") throw new TypeError("not a struct")
  return def.fields
}

/** What an option's `Some` holds. */
function someOf(option: AnyCodec): AnyCodec {
  const { def } = option.info()
  const some = def.tag === "variant" ? def.variants[1]?.fields[0] : undefined
  if (!some) throw new TypeError("not an option")
  return some.type
}
