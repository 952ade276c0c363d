import type { Codec } from "./codec.ts"

/** What scale-info says of a type: the source of the metadata's type registry. */
export interface TypeInfo {
  readonly path: readonly string[]
  readonly params: readonly TypeParam[]
  readonly def: TypeDef
  readonly docs?: readonly string[]
}

export interface TypeParam {
  readonly name: string
  /** Absent where the reference skips the parameter (`scale_info(skip_type_params)`). */
  readonly type?: AnyCodec | undefined
}

export interface Field {
  readonly name?: string | undefined
  readonly type: AnyCodec
  /** The type as the reference's source spells it: clients show it, and the metadata hash covers it. */
  readonly typeName?: string | undefined
  readonly docs?: readonly string[] | undefined
}

export interface Variant {
  readonly name: string
  readonly index: number
  readonly fields: readonly Field[]
  readonly docs?: readonly string[] | undefined
}

export type Primitive =
  | "bool"
  | "char"
  | "str"
  | "u8"
  | "u16"
  | "u32"
  | "u64"
  | "u128"
  | "u256"
  | "i8"
  | "i16"
  | "i32"
  | "i64"
  | "i128"
  | "i256"

export type TypeDef =
  | { readonly tag: "composite"; readonly fields: readonly Field[] }
  | { readonly tag: "variant"; readonly variants: readonly Variant[] }
  | { readonly tag: "sequence"; readonly type: AnyCodec }
  | { readonly tag: "array"; readonly length: number; readonly type: AnyCodec }
  | { readonly tag: "tuple"; readonly types: readonly AnyCodec[] }
  | { readonly tag: "primitive"; readonly primitive: Primitive }
  | { readonly tag: "compact"; readonly type: AnyCodec }

// biome-ignore lint/suspicious/noExplicitAny: a list of codecs of different values has no narrower common type (Codec is invariant)
export type AnyCodec = Codec<any>
