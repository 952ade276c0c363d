import { concatBytes } from "@taonet/primitives/bytes"
import type { StorageHasherName } from "@taonet/primitives/hash"
import {
  type AnyCodec,
  btreeMap,
  bytes,
  type Codec,
  compact,
  encode,
  option,
  str,
  struct,
  tuple,
  u8,
  u32,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import type { PalletSchema } from "../schema/pallet.ts"
import type { RuntimeApi } from "../schema/runtimeApis.ts"
import type { StorageEntryInfo } from "../schema/storage.ts"
import type { State } from "../state.ts"
import { createTypeRegistry, PortableRegistry, type PortableType, type TypeRegistry } from "./registry.ts"

/** What the metadata says of a runtime beyond its pallets. */
export interface RuntimeDescription {
  readonly pallets: readonly PalletSchema[]
  readonly extrinsic: {
    /** The whole extrinsic as one type (V14) and its parts (V15). */
    readonly type: AnyCodec
    readonly address: AnyCodec
    readonly call: AnyCodec
    readonly signature: AnyCodec
    readonly extra: AnyCodec
    readonly signedExtensions: readonly {
      readonly identifier: string
      readonly type: AnyCodec
      readonly additionalSigned: AnyCodec
    }[]
  }
  readonly runtimeType: AnyCodec
  readonly apis: readonly RuntimeApi[]
  readonly outerEnums: { readonly call: AnyCodec; readonly event: AnyCodec; readonly error: AnyCodec }
}

const magic = Uint8Array.of(0x6d, 0x65, 0x74, 0x61) // "meta"
const extrinsicVersion = 4

/** `RuntimeMetadataPrefixed` of version 14. `state` gives the chain's constants. */
export function encodeMetadataV14(runtime: RuntimeDescription, state: Pick<State, "constants">): Uint8Array {
  const registry = createTypeRegistry()
  const pallets = runtime.pallets.map((pallet) => palletOf(pallet, registry, state))
  const { extrinsic } = runtime
  const type = registry.idOf(extrinsic.type)
  const signedExtensions = extensionsOf(runtime, registry)
  const runtimeType = registry.idOf(runtime.runtimeType)
  const body = encode(MetadataV14, {
    types: [...registry.entries()],
    pallets,
    extrinsic: { type, version: extrinsicVersion, signedExtensions },
    runtimeType,
  })
  return concatBytes(magic, Uint8Array.of(14), body)
}

/** `RuntimeMetadataPrefixed` of version 15: adds runtime APIs, outer enums and the parts of the extrinsic. */
export function encodeMetadataV15(runtime: RuntimeDescription, state: Pick<State, "constants">): Uint8Array {
  const registry = createTypeRegistry()
  const body = encode(MetadataV15, metadataV15(runtime, state, registry))
  return concatBytes(magic, Uint8Array.of(15), body)
}

/** All types of the runtime by their id in the V15 metadata. */
export function typesOf(runtime: RuntimeDescription, state: Pick<State, "constants">): readonly AnyCodec[] {
  const registry = createTypeRegistry()
  metadataV15(runtime, state, registry)
  return registry.codecs()
}

/** The V15 registry: its types by id, and the id of a codec. */
export function registerV15(
  runtime: RuntimeDescription,
  state: Pick<State, "constants">,
): { readonly types: readonly PortableType[]; idOf(codec: AnyCodec): number } {
  const registry = createTypeRegistry()
  const { types } = metadataV15(runtime, state, registry)
  return { types, idOf: registry.idOf }
}

function metadataV15(
  runtime: RuntimeDescription,
  state: Pick<State, "constants">,
  registry: TypeRegistry,
): MetadataV15 {
  const pallets = runtime.pallets.map((pallet) => ({ ...palletOf(pallet, registry, state), docs: [] }))
  const { extrinsic } = runtime
  const parts = {
    version: extrinsicVersion,
    address: registry.idOf(extrinsic.address),
    call: registry.idOf(extrinsic.call),
    signature: registry.idOf(extrinsic.signature),
    extra: registry.idOf(extrinsic.extra),
    signedExtensions: extensionsOf(runtime, registry),
  }
  const runtimeType = registry.idOf(runtime.runtimeType)
  const apis = runtime.apis.map((api) => apiOf(api, registry))
  const outerEnums = {
    call: registry.idOf(runtime.outerEnums.call),
    event: registry.idOf(runtime.outerEnums.event),
    error: registry.idOf(runtime.outerEnums.error),
  }
  return {
    types: [...registry.entries()],
    pallets,
    extrinsic: parts,
    runtimeType,
    apis,
    outerEnums,
    custom: [],
  }
}

interface StorageEntry {
  name: string
  modifier: "Optional" | "Default"
  type:
    | { readonly type: "Plain"; readonly value: number }
    | { readonly type: "Map"; readonly value: { hashers: StorageHasherName[]; key: number; value: number } }
  fallback: Uint8Array
  docs: string[]
}

interface Pallet {
  name: string
  storage: { prefix: string; items: StorageEntry[] } | undefined
  calls: number | undefined
  events: number | undefined
  constants: { name: string; type: number; value: Uint8Array; docs: string[] }[]
  errors: number | undefined
  index: number
}

function palletOf(pallet: PalletSchema, registry: TypeRegistry, state: Pick<State, "constants">): Pallet {
  const { tables, codecs } = pallet
  const idOf = (codec: AnyCodec | undefined) => (codec ? registry.idOf(codec) : undefined)
  const items = Object.values(tables.storage).map((entry) => storageOf(entry, registry, state))
  const storage = pallet.hasStorage ? { prefix: pallet.name, items } : undefined
  const calls = idOf(codecs.calls)
  const events = idOf(codecs.events)
  const constants = Object.values(tables.constants).map((constant) => ({
    name: constant.name,
    type: registry.idOf(constant.codec),
    value: encode(constant.codec, constant.get(state)),
    docs: [constant.doc],
  }))
  const errors = idOf(codecs.errors)
  return { name: pallet.name, storage, calls, events, constants, errors, index: pallet.index }
}

function storageOf(
  entry: StorageEntryInfo,
  registry: TypeRegistry,
  state: Pick<State, "constants">,
): StorageEntry {
  const { name, modifier, parts, codec } = entry
  const common = { name, modifier, fallback: entry.fallback(state), docs: [entry.doc] }
  if (parts.length === 0) return { ...common, type: { type: "Plain", value: registry.idOf(codec) } }
  const codecs = parts.map((part) => part.codec)
  const key = registry.idOf(codecs.length === 1 ? codecs[0]! : tuple(...codecs))
  return {
    ...common,
    type: {
      type: "Map",
      value: { hashers: parts.map((part) => part.hasher), key, value: registry.idOf(codec) },
    },
  }
}

function extensionsOf(runtime: RuntimeDescription, registry: TypeRegistry) {
  return runtime.extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
    identifier,
    type: registry.idOf(type),
    additionalSigned: registry.idOf(additionalSigned),
  }))
}

function apiOf(api: RuntimeApi, registry: TypeRegistry) {
  const methods = Object.entries(api.methods).map(([name, { args, output, doc }]) => ({
    name,
    inputs: Object.entries(args).map(([arg, codec]) => ({ name: arg, type: registry.idOf(codec) })),
    output: registry.idOf(output),
    docs: [doc],
  }))
  return { name: api.name, methods, docs: [api.doc] }
}

const id = compact(u32)
const docs = vec(str)
const hasher = unitEnum<StorageHasherName>("StorageHasher", {
  blake2_128: 0,
  blake2_256: 1,
  blake2_128_concat: 2,
  twox_128: 3,
  twox_256: 4,
  twox_64_concat: 5,
  identity: 6,
})
const storageEntry: Codec<StorageEntry> = struct("StorageEntryMetadata", {
  name: str,
  modifier: unitEnum<"Optional" | "Default">("StorageEntryModifier", ["Optional", "Default"]),
  type: variant<StorageEntry["type"]>("StorageEntryType", {
    Plain: v(0, id),
    Map: v(1, struct("StorageMap", { hashers: vec(hasher), key: id, value: id })),
  }),
  fallback: bytes,
  docs,
})
const palletFields = {
  name: str,
  storage: option(
    struct<{ prefix: string; items: StorageEntry[] }>("PalletStorageMetadata", {
      prefix: str,
      items: vec(storageEntry),
    }),
  ),
  calls: option(id),
  events: option(id),
  constants: vec(
    struct<Pallet["constants"][number]>("PalletConstantMetadata", {
      name: str,
      type: id,
      value: bytes,
      docs,
    }),
  ),
  errors: option(id),
  index: u8,
}
interface SignedExtension {
  identifier: string
  type: number
  additionalSigned: number
}
const signedExtensions = vec(
  struct<SignedExtension>("SignedExtensionMetadata", { identifier: str, type: id, additionalSigned: id }),
)

interface MetadataV14 {
  types: PortableType[]
  pallets: Pallet[]
  extrinsic: { type: number; version: number; signedExtensions: SignedExtension[] }
  runtimeType: number
}
const MetadataV14: Codec<MetadataV14> = struct("RuntimeMetadataV14", {
  types: PortableRegistry,
  pallets: vec(struct<Pallet>("PalletMetadata", palletFields)),
  extrinsic: struct("ExtrinsicMetadata", { type: id, version: u8, signedExtensions }),
  runtimeType: id,
})

interface MetadataV15 {
  types: PortableType[]
  pallets: (Pallet & { docs: string[] })[]
  extrinsic: {
    version: number
    address: number
    call: number
    signature: number
    extra: number
    signedExtensions: SignedExtension[]
  }
  runtimeType: number
  apis: {
    name: string
    methods: { name: string; inputs: { name: string; type: number }[]; output: number; docs: string[] }[]
    docs: string[]
  }[]
  outerEnums: { call: number; event: number; error: number }
  custom: (readonly [string, undefined])[]
}
const MetadataV15: Codec<MetadataV15> = struct("RuntimeMetadataV15", {
  types: PortableRegistry,
  pallets: vec(struct<Pallet & { docs: string[] }>("PalletMetadata", { ...palletFields, docs })),
  extrinsic: struct("ExtrinsicMetadata", {
    version: u8,
    address: id,
    call: id,
    signature: id,
    extra: id,
    signedExtensions,
  }),
  runtimeType: id,
  apis: vec(
    struct<MetadataV15["apis"][number]>("RuntimeApiMetadata", {
      name: str,
      methods: vec(
        struct<MetadataV15["apis"][number]["methods"][number]>("RuntimeApiMethodMetadata", {
          name: str,
          inputs: vec(struct("RuntimeApiMethodParamMetadata", { name: str, type: id })),
          output: id,
          docs,
        }),
      ),
      docs,
    }),
  ),
  outerEnums: struct("OuterEnums", { call: id, event: id, error: id }),
  custom: btreeMap(str, {
    ...bytes,
    encodeTo: () => undefined,
    decodeFrom: () => undefined,
  } as unknown as Codec<undefined>),
})
