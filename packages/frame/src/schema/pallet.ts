import {
  type AnyCodec,
  type Codec,
  type TypeOptions,
  type VariantSpec,
  variant,
} from "@taonet/primitives/scale/index"
import type { ModuleErrorDef } from "../errors.ts"
import type { CallDef } from "./calls.ts"
import type { Constant } from "./constants.ts"
import type { EventDef } from "./events.ts"
import type { StorageEntryInfo } from "./storage.ts"
import type { CallWeight } from "./weights.ts"

/* biome-ignore-start lint/suspicious/noExplicitAny: tables hold entries of different types */
/** The six tables of a pallet. */
export interface PalletTables {
  readonly storage: Readonly<Record<string, StorageEntryInfo>>
  readonly calls: Readonly<Record<string, CallDef<any>>>
  readonly events: Readonly<Record<string, EventDef<any>>>
  readonly errors: Readonly<Record<string, ModuleErrorDef>>
  readonly constants: Readonly<Record<string, Constant<any>>>
  readonly weights: Readonly<Record<string, CallWeight>>
}
/* biome-ignore-end lint/suspicious/noExplicitAny: tables hold entries of different types */

/** Where the reference defines the enum of a pallet's calls, events or errors. */
export interface EnumSource {
  readonly path: string
  /** Type parameters that the registry lists (all skipped). */
  readonly params: readonly string[]
  /** How the outer enum's field spells it. */
  readonly typeName?: string
}

export interface PalletSchema {
  readonly name: string
  readonly index: number
  /** Whether the metadata has a storage section (it may be empty of items only where the pallet declares none). */
  readonly hasStorage: boolean
  readonly tables: PalletTables
  readonly enums: { readonly calls?: EnumSource; readonly events?: EnumSource; readonly errors?: EnumSource }
  /** The pallet's enums as codecs, present where `enums` names them. */
  readonly codecs: PalletCodecs
}

export interface NamedValue {
  readonly type: string
  readonly value?: unknown
}

export interface PalletCodecs {
  readonly calls?: Codec<NamedValue>
  readonly events?: Codec<NamedValue>
  readonly errors?: Codec<NamedValue>
}

/** Joins a pallet's tables into its schema: data only, so that clients can import it. */
export function definePalletSchema(source: Omit<PalletSchema, "codecs">): PalletSchema {
  const { calls, events, errors } = source.tables
  const codecs: { -readonly [K in keyof PalletCodecs]: PalletCodecs[K] } = {}
  const callSource = source.enums.calls
  if (callSource) {
    const typeName = `self::sp_api_hidden_includes_construct_runtime::hidden_include::dispatch\n::CallableCallFor<${source.name}, Runtime>`
    codecs.calls = enumOf(
      { ...callSource, typeName },
      mapValues(calls, (entry) => entry.spec),
    )
  }
  if (source.enums.events)
    codecs.events = enumOf(
      source.enums.events,
      mapValues(events, (entry) => entry.spec),
    )
  if (source.enums.errors) codecs.errors = enumOf(source.enums.errors, mapValues(errors, errorSpec))
  return { ...source, codecs }
}

/** The runtime-wide enum of calls, events or errors: one variant per pallet that has any, under the pallet's index. */
export function outerEnum(
  path: string,
  schemas: () => readonly PalletSchema[],
  kind: keyof PalletCodecs,
): Codec<{ readonly type: string; readonly value: NamedValue }> {
  let built: Codec<{ readonly type: string; readonly value: NamedValue }> | undefined
  const get = () => {
    if (built) return built
    const specs: Record<string, VariantSpec<never>> = {}
    for (const schema of schemas()) {
      const codec = schema.codecs[kind]
      if (!codec) continue
      const fields = [{ type: codec as AnyCodec, typeName: codec.typeName }]
      specs[schema.name] = {
        index: schema.index,
        fields,
        encodeTo: codec.encodeTo,
        decodeFrom: codec.decodeFrom as never,
      }
    }
    built = variant(path, specs)
    return built
  }
  const segments = path.split("::")
  return {
    typeName: segments.at(-1)!,
    info: () => get().info(),
    encodeTo: (w, value) => get().encodeTo(w, value),
    decodeFrom: (r) => get().decodeFrom(r),
  }
}

function enumOf(
  source: EnumSource,
  variants: Readonly<Record<string, VariantSpec<never>>>,
): Codec<NamedValue> {
  const params = Object.fromEntries(source.params.map((name) => [name, undefined]))
  const options: TypeOptions =
    source.typeName === undefined ? { params } : { params, typeName: source.typeName }
  return variant<NamedValue>(source.path, variants, options)
}

function errorSpec(def: ModuleErrorDef): VariantSpec<never> {
  return {
    index: def.index,
    fields: [],
    encodeTo: () => undefined,
    decodeFrom: () => undefined as never,
    docs: [def.doc],
  }
}

function mapValues<T, R>(table: Readonly<Record<string, T>>, change: (entry: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, change(entry)]))
}
