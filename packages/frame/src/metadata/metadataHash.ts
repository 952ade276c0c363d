/**
 * The metadata digest of RFC-78: what CheckMetadataHash lets a signature promise, so that a hardware wallet can trust the types it shows.
 * Leaves are the types that an extrinsic can reach, one per enum variant, hashed with blake3 into a complete binary tree.
 */
import { blake3 } from "@noble/hashes/blake3.js"
import { concatBytes } from "@taonet/primitives/bytes"
import {
  type Codec,
  compact,
  encode,
  option,
  str,
  struct,
  u8,
  u16,
  u32,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import type { State } from "../state.ts"
import type { RuntimeDescription } from "./metadata.ts"
import { registerV15 } from "./metadata.ts"
import type { PortableField, PortableType } from "./registry.ts"

/** What the digest covers besides types. */
export interface MetadataHashInfo {
  readonly specVersion: number
  readonly specName: string
  readonly base58Prefix: number
  readonly decimals: number
  readonly tokenSymbol: string
}

/** 32 bytes: blake3 of the digest, version 1. */
export function metadataHash(
  runtime: RuntimeDescription,
  state: Pick<State, "constants">,
  info: MetadataHashInfo,
): Uint8Array {
  const { leaves, extrinsic } = metadataTree(runtime, state)
  const [root] = treeNodes(leaves.map(({ bytes }) => blake3(bytes)))
  const version = Uint8Array.of(digestVersion)
  return blake3(
    concatBytes(version, root ?? new Uint8Array(32), blake3(extrinsic), encode(MetadataHashInfo, info)),
  )
}

/** A leaf of the tree: a type, or one variant of an enum. */
export interface MetadataLeaf {
  readonly bytes: Uint8Array
  /** Its id in the registry. */
  readonly type: number
  readonly variant: number | undefined
}

export interface MetadataTree {
  readonly types: readonly PortableType[]
  readonly leaves: readonly MetadataLeaf[]
  /** The encoded description of the extrinsic format. */
  readonly extrinsic: Uint8Array
  /** Ids of the types of a call, and of what each extension puts into the extrinsic and into the signed data. */
  readonly call: number
  /** Those of the address and the signature. */
  readonly outer: readonly number[]
  readonly extensions: readonly { readonly included: number; readonly signed: number }[]
}

/** What the digest hashes, and what a hardware wallet is shown parts of. */
export function metadataTree(runtime: RuntimeDescription, state: Pick<State, "constants">): MetadataTree {
  const { types, idOf } = registerV15(runtime, state)
  const { extrinsic } = runtime
  const parts = [extrinsic.call, extrinsic.address, extrinsic.signature]
  const extensions = extrinsic.signedExtensions.flatMap(({ type, additionalSigned }) => [
    type,
    additionalSigned,
  ])
  const order = accessibleTypes(types, [...parts, ...extensions].map(idOf))
  const ref = (id: number): TypeRef => typeRef(types, order, id)
  return {
    types,
    leaves: [...order].flatMap(([id, typeId]) => leavesOf(types[id]!, typeId, ref)),
    extrinsic: encode(ExtrinsicMetadata, {
      version: 4,
      address: ref(idOf(extrinsic.address)),
      call: ref(idOf(extrinsic.call)),
      signature: ref(idOf(extrinsic.signature)),
      signedExtensions: extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
        identifier,
        included: ref(idOf(type)),
        signed: ref(idOf(additionalSigned)),
      })),
    }),
    call: idOf(extrinsic.call),
    outer: [extrinsic.address, extrinsic.signature].map(idOf),
    extensions: extrinsic.signedExtensions.map(({ type, additionalSigned }) => ({
      included: idOf(type),
      signed: idOf(additionalSigned),
    })),
  }
}

/** Ids that an extrinsic can reach and that need a description of their own, ascending, with their number in the tree. */
function accessibleTypes(
  types: readonly PortableType[],
  roots: readonly number[],
): ReadonlyMap<number, number> {
  const found = new Set<number>()
  const pending = [...roots]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const { def } = types[id]!
    if (found.has(id) || def.type === "Primitive" || def.type === "Compact" || isEmpty(def)) continue
    found.add(id)
    pending.push(...partsOf(def))
  }
  return new Map([...found].sort((a, b) => a - b).map((id, index) => [id, index]))
}

const isEmpty = (def: PortableType["def"]): boolean =>
  (def.type === "Composite" || def.type === "Variant" || def.type === "Tuple") && def.value.length === 0

/** The types of a value's parts, of all variants where there are several; one element's for a sequence. */
export function partsOf(def: PortableType["def"]): number[] {
  switch (def.type) {
    case "Composite":
      return def.value.map(({ type }) => type)
    case "Variant":
      return def.value.flatMap(({ fields }) => fields.map(({ type }) => type))
    case "Tuple":
      return def.value
    case "Sequence":
      return [def.value]
    case "Array":
      return Array<number>(def.value.len).fill(def.value.type)
    default:
      return []
  }
}

type TypeRef = { readonly type: string; readonly value?: number }

/** Primitives, compacts and empty types stand for themselves; all others by their number in the tree. */
function typeRef(types: readonly PortableType[], order: ReadonlyMap<number, number>, id: number): TypeRef {
  const { def } = types[id]!
  if (def.type === "Primitive") return { type: def.value }
  if (def.type === "Compact") return compactRef(types, def.value)
  const typeId = order.get(id)
  return typeId === undefined ? { type: "void" } : { type: "perId", value: typeId }
}

function compactRef(types: readonly PortableType[], id: number): TypeRef {
  const { def } = types[id]!
  if (def.type === "Primitive") return { type: `compact ${def.value}` }
  if (def.type === "Composite" && def.value.length === 1) return compactRef(types, def.value[0]!.type)
  if (def.type === "Tuple" && def.value.length === 1) return compactRef(types, def.value[0]!)
  return { type: "void" }
}

function leavesOf(type: PortableType, typeId: number, ref: (id: number) => TypeRef): MetadataLeaf[] {
  const { id, path, def } = type
  const leaf = (value: LeafDef, variant?: number): MetadataLeaf => ({
    bytes: encode(Leaf, { path, def: value, typeId }),
    type: id,
    variant,
  })
  const fields = (list: readonly PortableField[]) =>
    list.map(({ name, type: id, typeName }) => ({ name, ty: ref(id), typeName }))
  switch (def.type) {
    case "Composite":
      return [leaf({ type: "Composite", value: fields(def.value) })]
    case "Variant":
      return [...def.value]
        .sort((a, b) => a.index - b.index)
        .map((one) =>
          leaf(
            { type: "Enumeration", value: { name: one.name, fields: fields(one.fields), index: one.index } },
            one.index,
          ),
        )
    case "Sequence":
      return [leaf({ type: "Sequence", value: ref(def.value) })]
    case "Array":
      return [leaf({ type: "Array", value: { len: def.value.len, ty: ref(def.value.type) } })]
    case "Tuple":
      return [leaf({ type: "Tuple", value: def.value.map(ref) })]
    default:
      return []
  }
}

/** A complete binary tree as an array: the root first, the children of `i` at `2i + 1` and `2i + 2`, the leaves at the end. */
export function treeNodes(leaves: readonly Uint8Array[]): Uint8Array[] {
  const nodes = [...Array<Uint8Array>(Math.max(leaves.length - 1, 0)), ...leaves]
  for (let i = leaves.length - 2; i >= 0; i--)
    nodes[i] = blake3(concatBytes(nodes[2 * i + 1]!, nodes[2 * i + 2]!))
  return nodes
}

const digestVersion = 1

const primitives = [
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
]
const compacts = ["u8", "u16", "u32", "u64", "u128", "u256"].map((name) => `compact ${name}`)
const refNames = [...primitives, ...compacts, "void"]

const TypeRef: Codec<TypeRef> = variant<TypeRef>("TypeRef", {
  ...Object.fromEntries(refNames.map((name, index) => [name, v(index)])),
  perId: v(refNames.length, compact(u32)),
})

interface HashedField {
  name: string | undefined
  ty: TypeRef
  typeName: string | undefined
}
const Fields: Codec<HashedField[]> = vec(
  struct<HashedField>("Field", { name: option(str), ty: TypeRef, typeName: option(str) }),
)

type LeafDef =
  | { readonly type: "Composite"; readonly value: HashedField[] }
  | { readonly type: "Enumeration"; readonly value: { name: string; fields: HashedField[]; index: number } }
  | { readonly type: "Sequence"; readonly value: TypeRef }
  | { readonly type: "Array"; readonly value: { len: number; ty: TypeRef } }
  | { readonly type: "Tuple"; readonly value: TypeRef[] }

const Leaf: Codec<{ path: string[]; def: LeafDef; typeId: number }> = struct("Type", {
  path: vec(str),
  def: variant<LeafDef>("TypeDef", {
    Composite: v(0, Fields),
    Enumeration: v(
      1,
      struct<{ name: string; fields: HashedField[]; index: number }>("EnumerationVariant", {
        name: str,
        fields: Fields,
        index: compact(u32),
      }),
    ),
    Sequence: v(2, TypeRef),
    Array: v(3, struct<{ len: number; ty: TypeRef }>("TypeDefArray", { len: u32, ty: TypeRef })),
    Tuple: v(4, vec(TypeRef)),
  }),
  typeId: compact(u32),
})

interface ExtensionMetadata {
  identifier: string
  included: TypeRef
  signed: TypeRef
}
const ExtrinsicMetadata = struct<{
  version: number
  address: TypeRef
  call: TypeRef
  signature: TypeRef
  signedExtensions: ExtensionMetadata[]
}>("ExtrinsicMetadata", {
  version: u8,
  address: TypeRef,
  call: TypeRef,
  signature: TypeRef,
  signedExtensions: vec(
    struct<ExtensionMetadata>("SignedExtensionMetadata", {
      identifier: str,
      included: TypeRef,
      signed: TypeRef,
    }),
  ),
})

export const MetadataHashInfo: Codec<MetadataHashInfo> = struct<MetadataHashInfo>("ExtraInfo", {
  specVersion: u32,
  specName: str,
  base58Prefix: u16,
  decimals: u8,
  tokenSymbol: str,
})
