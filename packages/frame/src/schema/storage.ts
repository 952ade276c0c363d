import { bytesToKey, keyToBytes, utf8 } from "@taonet/primitives/bytes"
import { hashPrefixLength, type StorageHasherName, storageHashers, twox128 } from "@taonet/primitives/hash"
import { type AnyCodec, type Codec, createReader, decodePrefix, encode } from "@taonet/primitives/scale/index"
import type { StorageKey } from "@taonet/state/types"
import { InvariantError } from "../errors.ts"
import type { State } from "../state.ts"

/** One key of a map: how it is encoded and hashed. */
export interface KeyPart<K> {
  readonly hasher: StorageHasherName
  readonly codec: Codec<K>
}

/** A key part of any type. */
export type AnyKeyPart = { readonly hasher: StorageHasherName; readonly codec: AnyCodec }

export const identity = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "identity", codec })
export const blake2_128Concat = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "blake2_128_concat", codec })
export const twox64Concat = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "twox_64_concat", codec })
export const blake2_256 = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "blake2_256", codec })
export const blake2_128 = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "blake2_128", codec })
export const twox_256 = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "twox_256", codec })
export const twox_128 = <K>(codec: Codec<K>): KeyPart<K> => ({ hasher: "twox_128", codec })

/** The value of an absent entry: a plain value, or one taken from the chain's constants. */
export type DefaultOf<V> = V | ((state: Pick<State, "constants">) => V)

export interface StorageEntryInfo {
  pallet: string
  name: string
  readonly doc: string
  readonly parts: readonly AnyKeyPart[]
  readonly codec: AnyCodec
  /** `Optional`: absent entries read as undefined. `Default`: they read as the default. */
  readonly modifier: "Optional" | "Default"
  /** The default on this chain, encoded (the metadata's `fallback`). Empty option byte for `Optional`. */
  fallback(state: Pick<State, "constants">): Uint8Array
  /** `twox128(pallet) ‖ twox128(name)`, then the leading keys given: the common start of those entries. */
  prefix(...leading: readonly unknown[]): StorageKey
  /** Gives the entry its place; `defineStorage` calls it once. */
  bind(pallet: string, name: string): void
}

/** A single value. R is V, or V | undefined for optional items. */
export interface StorageValue<V, R = V> extends StorageEntryInfo {
  key(): StorageKey
  get(state: State): R
  set(state: State, value: V): void
  delete(state: State): void
  has(state: State): boolean
  /** Writes what `change` makes of the current value. */
  mutate(state: State, change: (value: R) => V): void
}

/** A map over one or more keys; K is the tuple of keys. */
export interface StorageMap<K extends readonly unknown[], V, R = V> extends StorageEntryInfo {
  key(...key: K): StorageKey
  get(state: State, ...key: K): R
  /** The stored value, undefined where there is none: `has` and `get` in one, for items with a default too. */
  find(state: State, ...key: K): V | undefined
  set(state: State, ...keyAndValue: [...K, V]): void
  delete(state: State, ...key: K): void
  has(state: State, ...key: K): boolean
  mutate(state: State, ...keyAndChange: [...K, (value: R) => V]): void
  /** Entries under the leading keys, in storage order. Safe against deletion of the entry just given. */
  entries(state: State, ...leading: readonly unknown[]): Generator<[K, V]>
  /** Like `entries` without decoding values. */
  keys(state: State, ...leading: readonly unknown[]): Generator<K>
  /** Deletes all entries under the leading keys; returns their number. */
  clear(state: State, ...leading: readonly unknown[]): number
}

export function value<V>(doc: string, codec: Codec<V>): StorageValue<V, V | undefined>
export function value<V>(doc: string, codec: Codec<V>, absent: DefaultOf<V>): StorageValue<V>
export function value<V>(
  doc: string,
  codec: Codec<V>,
  ...absent: [] | [DefaultOf<V>]
): StorageValue<V, V | undefined> {
  const entry = createEntry([], doc, codec, absent)
  return {
    ...entry.info,
    key: () => entry.prefix(),
    get: (state) => entry.read(state, entry.prefix()),
    set: (state, next) => state.set(entry.prefix(), encode(codec, next)),
    delete: (state) => state.delete(entry.prefix()),
    has: (state) => state.get(entry.prefix()) !== undefined,
    mutate: (state, change) =>
      state.set(entry.prefix(), encode(codec, change(entry.read(state, entry.prefix())))),
  }
}

export function map<K extends readonly unknown[], V>(
  doc: string,
  keys: { readonly [I in keyof K]: KeyPart<K[I]> },
  codec: Codec<V>,
): StorageMap<K, V, V | undefined>
export function map<K extends readonly unknown[], V>(
  doc: string,
  keys: { readonly [I in keyof K]: KeyPart<K[I]> },
  codec: Codec<V>,
  absent: DefaultOf<V>,
): StorageMap<K, V>
export function map<K extends readonly unknown[], V>(
  doc: string,
  parts: { readonly [I in keyof K]: KeyPart<K[I]> },
  codec: Codec<V>,
  ...absent: [] | [DefaultOf<V>]
): StorageMap<K, V, V | undefined> {
  const entry = createEntry<V>(parts as readonly AnyKeyPart[], doc, codec, absent)
  const arity = parts.length
  const keyOf = (key: readonly unknown[]): StorageKey => entry.keyOf(key, arity)
  return {
    ...entry.info,
    key: (...key) => keyOf(key),
    prefix: (...leading) => entry.keyOf(leading, leading.length),
    get: (state, ...key) => entry.read(state, keyOf(key)),
    find: (state, ...key) => state.cached(keyOf(key), entry.decode),
    set: (state, ...args) => state.set(keyOf(args), encode(codec, args[arity] as V)),
    delete: (state, ...key) => state.delete(keyOf(key)),
    has: (state, ...key) => state.get(keyOf(key)) !== undefined,
    mutate: (state, ...args) => {
      const key = keyOf(args)
      const change = args[arity] as (value: V | undefined) => V
      state.set(key, encode(codec, change(entry.read(state, key))))
    },
    *entries(state, ...leading) {
      for (const key of state.keys(entry.keyOf(leading, leading.length))) {
        const bytes = state.get(key)
        if (bytes === undefined) continue
        yield [entry.keysFrom(key) as unknown as K, decodePrefix(codec, bytes)]
      }
    },
    *keys(state, ...leading) {
      for (const key of state.keys(entry.keyOf(leading, leading.length)))
        yield entry.keysFrom(key) as unknown as K
    },
    clear: (state, ...leading) => state.clearPrefix(entry.keyOf(leading, leading.length)),
  }
}

/** A pallet's storage items, in the reference's order. */
export function defineStorage<T extends Readonly<Record<string, StorageEntryInfo>>>(
  pallet: string,
  table: T,
): T {
  for (const [name, entry] of Object.entries(table)) entry.bind(pallet, name)
  return table
}

function createEntry<V>(
  parts: readonly AnyKeyPart[],
  doc: string,
  codec: Codec<V>,
  absent: readonly [] | readonly [DefaultOf<V>],
) {
  let prefix: StorageKey | undefined
  const hashers = parts.map(partHasher)
  const optional = absent.length === 0
  const absentValue = (state: Pick<State, "constants">): V => {
    const given = absent[0] as DefaultOf<V>
    return typeof given === "function" ? (given as (state: Pick<State, "constants">) => V)(state) : given
  }
  const decodeValue = (bytes: Uint8Array): V => decodePrefix(codec, bytes)
  const ownPrefix = (): StorageKey => {
    if (prefix === undefined) throw new InvariantError("storage item is not in a table")
    return prefix
  }
  /** Whole keys of maps with one key: the same string again costs the store no new hash of it. */
  let known = new Map<unknown, StorageKey>()
  const keyOfOne = (value: unknown): StorageKey => {
    const found = known.get(value)
    if (found !== undefined) return found
    const key = ownPrefix() + hashers[0]!(value)
    if (typeof value === "object") return key
    if (known.size >= keysMax) known = new Map()
    known.set(value, key)
    return key
  }
  const info: StorageEntryInfo = {
    pallet: "",
    name: "",
    doc,
    parts,
    codec,
    modifier: optional ? "Optional" : "Default",
    fallback: (state) => (optional ? Uint8Array.of(0) : encode(codec, absentValue(state))),
    prefix: ownPrefix,
    bind(pallet, name) {
      this.pallet = pallet
      this.name = name
      prefix = bytesToKey(twox128(utf8(pallet))) + bytesToKey(twox128(utf8(name)))
    },
  }
  return {
    info,
    prefix: ownPrefix,
    keyOf(key: readonly unknown[], count: number): StorageKey {
      if (count === 1) return keyOfOne(key[0])
      let out = ownPrefix()
      for (let i = 0; i < count; i++) out += hashers[i]!(key[i])
      return out
    },
    keysFrom: (key: StorageKey): unknown[] => readKeys(parts, keyToBytes(key.slice(32))),
    /** One function an item: overlays cache what it decodes. */
    decode: decodeValue,
    read(state: State, key: StorageKey): V | undefined {
      const found = state.cached(key, decodeValue)
      if (found !== undefined || optional) return found
      return absentValue(state)
    },
  }
}

/** Hashing costs more than a Map look-up, and few accounts and uids are hot: parts are remembered, up to a bound, and whole keys of an item. */
const partsMax = 65_536
const keysMax = 4096
const partCache = new WeakMap<AnyCodec["info"], Map<string, PartCache>>()

/** The last parts that were asked for: the older half goes when the newer is full, so that walks over many accounts do not clear it all. */
interface PartCache {
  newer: Map<unknown, string>
  older: ReadonlyMap<unknown, string>
}

/** What hashes one key of an item. */
function partHasher(part: AnyKeyPart): (value: unknown) => string {
  const hash = (value: unknown) => bytesToKey(storageHashers[part.hasher](encodePart(part, value)))
  let cache: PartCache | undefined
  return (value) => {
    if (typeof value === "object") return hash(value)
    cache ??= cacheOf(part)
    const known = cache.newer.get(value)
    if (known !== undefined) return known
    const hashed = cache.older.get(value) ?? hash(value)
    if (cache.newer.size >= partsMax) {
      cache.older = cache.newer
      cache.newer = new Map()
    }
    cache.newer.set(value, hashed)
    return hashed
  }
}

/** Items with keys of one kind share what is remembered. */
function cacheOf({ codec, hasher }: AnyKeyPart): PartCache {
  let byHasher = partCache.get(codec.info)
  if (!byHasher) {
    byHasher = new Map()
    partCache.set(codec.info, byHasher)
  }
  let cache = byHasher.get(hasher)
  if (!cache) {
    cache = { newer: new Map(), older: new Map() }
    byHasher.set(hasher, cache)
  }
  return cache
}

const encodePart = (part: AnyKeyPart, value: unknown): Uint8Array => encode(part.codec, value)

/** Reads the keys back out of a storage key; maps that are iterated use only hashers that keep the key. */
function readKeys(parts: readonly AnyKeyPart[], bytes: Uint8Array): unknown[] {
  const reader = createReader(bytes)
  return parts.map((part) => {
    const skip = hashPrefixLength[part.hasher]
    if (skip === undefined) throw new InvariantError("a hashed key can not be read back")
    reader.offset += skip
    return part.codec.decodeFrom(reader)
  })
}
