import {
  type AnyCodec,
  type Codec,
  compact,
  option,
  type Primitive,
  str,
  struct,
  type TypeInfo,
  u8,
  u32,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"

/** The registry of scale-info: every type that the metadata mentions, in the order in which it is first met. */
export interface TypeRegistry {
  /** The id of a type; registers it, its parameters and what it is made of when it is new. */
  idOf(codec: AnyCodec): number
  entries(): readonly PortableType[]
  /** The codec of each id. */
  codecs(): readonly AnyCodec[]
}

export interface PortableField {
  name: string | undefined
  type: number
  typeName: string | undefined
  docs: string[]
}

export interface PortableVariant {
  name: string
  fields: PortableField[]
  index: number
  docs: string[]
}

export type PortableDef =
  | { readonly type: "Composite"; readonly value: PortableField[] }
  | { readonly type: "Variant"; readonly value: PortableVariant[] }
  | { readonly type: "Sequence"; readonly value: number }
  | { readonly type: "Array"; readonly value: { len: number; type: number } }
  | { readonly type: "Tuple"; readonly value: number[] }
  | { readonly type: "Primitive"; readonly value: Primitive }
  | { readonly type: "Compact"; readonly value: number }

export interface PortableType {
  id: number
  path: string[]
  params: { name: string; type: number | undefined }[]
  def: PortableDef
  docs: string[]
}

export function createTypeRegistry(): TypeRegistry {
  const ids = new Map<TypeInfo, number>()
  const entries: PortableType[] = []
  const codecs: AnyCodec[] = []

  /** scale-info gives the id first, then walks parameters and parts: ids are in pre-order. */
  function idOf(codec: AnyCodec): number {
    const info = codec.info()
    const known = ids.get(info)
    if (known !== undefined) return known
    const id = entries.length
    ids.set(info, id)
    const entry = { id, path: [...info.path], docs: [...(info.docs ?? [])] } as PortableType
    entries.push(entry)
    codecs.push(codec)
    entry.params = info.params.map(({ name, type }) => ({
      name,
      type: type === undefined ? undefined : idOf(type),
    }))
    entry.def = portable(info)
    return id
  }

  function portable({ def }: TypeInfo): PortableDef {
    switch (def.tag) {
      case "composite":
        return { type: "Composite", value: def.fields.map(field) }
      case "variant":
        return {
          type: "Variant",
          value: def.variants.map(({ name, index, fields, docs }) => ({
            name,
            index,
            docs: [...(docs ?? [])],
            fields: fields.map(field),
          })),
        }
      case "sequence":
        return { type: "Sequence", value: idOf(def.type) }
      case "array":
        return { type: "Array", value: { len: def.length, type: idOf(def.type) } }
      case "tuple":
        return { type: "Tuple", value: def.types.map(idOf) }
      case "primitive":
        return { type: "Primitive", value: def.primitive }
      case "compact":
        return { type: "Compact", value: idOf(def.type) }
    }
  }

  function field({
    name,
    type,
    typeName,
    docs,
  }: {
    name?: string | undefined
    type: AnyCodec
    typeName?: string | undefined
    docs?: readonly string[] | undefined
  }): PortableField {
    return { name, type: idOf(type), typeName, docs: [...(docs ?? [])] }
  }

  return { idOf, entries: () => entries, codecs: () => codecs }
}

const id = compact(u32)
const docs = vec(str)
const portableField: Codec<PortableField> = struct("Field", {
  name: option(str),
  type: id,
  typeName: option(str),
  docs,
})
const primitive = unitEnum<Primitive>("TypeDefPrimitive", [
  "bool",
  "char",
  "str",
  "u8",
  "u16",
  "u32",
  "u64",
  "u128",
  "u256",
  "i8",
  "i16",
  "i32",
  "i64",
  "i128",
  "i256",
])

/** `scale_info::PortableRegistry`. */
export const PortableRegistry: Codec<PortableType[]> = vec(
  struct<PortableType>("PortableType", {
    id,
    path: docs,
    params: vec(struct("TypeParameter", { name: str, type: option(id) })),
    def: variant<PortableDef>("TypeDef", {
      Composite: v(0, vec(portableField)),
      Variant: v(
        1,
        vec(struct<PortableVariant>("Variant", { name: str, fields: vec(portableField), index: u8, docs })),
      ),
      Sequence: v(2, id),
      Array: v(3, struct("TypeDefArray", { len: u32, type: id })),
      Tuple: v(4, vec(id)),
      Primitive: v(5, primitive),
      Compact: v(6, id),
    }),
    docs,
  }),
)
