import { utf8, utf8Decode } from "../bytes.ts"
import { fromHex, type Hex, toHex } from "../hex.ts"
import type { Codec } from "./codec.ts"
import { readCompact, writeCompact } from "./compact.ts"
import { u8 } from "./integers.ts"
import { once } from "./once.ts"
import { DecodeError, readBytes, remaining, take } from "./reader.ts"
import type { AnyCodec, TypeInfo } from "./typeInfo.ts"
import { writeByte, writeBytes } from "./writer.ts"

/** Zero-sized elements take no input, so the input cannot bound their number. */
const zeroSizedLengthMax = 1 << 16

/** Anonymous types are one registry entry each, however often they are written down: constructors return the same codec again. */
function intern<T>(kind: string, parts: readonly AnyCodec[], create: () => Codec<T>): Codec<T> {
  let node = child(roots, kind)
  for (const part of parts) node = child(node.next, part.info)
  node.codec ??= create()
  return node.codec
}

function child<K>(nodes: Map<K, InternNode>, key: K): InternNode {
  let node = nodes.get(key)
  if (!node) {
    node = { next: new Map() }
    nodes.set(key, node)
  }
  return node
}

interface InternNode {
  next: Map<AnyCodec["info"], InternNode>
  codec?: AnyCodec
}
const roots = new Map<string, InternNode>()

/** `Vec<u8>`. */
export const bytes: Codec<Uint8Array> = intern("vec", [u8], () => ({
  encodeTo: (w, v) => {
    writeCompact(w, v.length)
    writeBytes(w, v)
  },
  decodeFrom: (r) => {
    const length = readCompact(r)
    return readBytes(r, length)
  },
  typeName: "Vec<u8>",
  info: once(() => ({ path: [], params: [], def: { tag: "sequence", type: u8 } })),
}))

const strInfo: TypeInfo = { path: [], params: [], def: { tag: "primitive", primitive: "str" } }
/** UTF-8 text. */
export const str: Codec<string> = {
  encodeTo: (w, v) => bytes.encodeTo(w, utf8(v)),
  decodeFrom: (r) => utf8Decode(bytes.decodeFrom(r)),
  typeName: "Vec<u8>",
  info: () => strInfo,
}

/** `Vec<T>`; use `bytes` for `Vec<u8>`. */
export const vec = <T>(item: Codec<T>): Codec<T[]> => vecAs("vec", item)

/** `Vec<Box<T>>`: the same bytes and description as `Vec<T>`, but an entry of its own in the registry. */
export const vecBoxed = <T>(item: Codec<T>): Codec<T[]> => vecAs("vecBoxed", item)

function vecAs<T>(kind: string, item: Codec<T>): Codec<T[]> {
  return intern(kind, [item], () => ({
    encodeTo: (w, v) => {
      writeCompact(w, v.length)
      for (let i = 0; i < v.length; i++) item.encodeTo(w, v[i]!)
    },
    decodeFrom: (r) => {
      const length = readCompact(r)
      if (length > remaining(r) && length > zeroSizedLengthMax)
        throw new DecodeError("a list is longer than the input")
      const out: T[] = []
      for (let i = 0; i < length; i++) out.push(item.decodeFrom(r))
      return out
    },
    typeName: `Vec<${item.typeName}>`,
    info: once(() => ({ path: [], params: [], def: { tag: "sequence", type: item } })),
  }))
}

/** `[u8; N]` as bytes. */
export function bytesFixed(length: number): Codec<Uint8Array> {
  return intern(`[u8;${length}]`, [], () => ({
    encodeTo: (w, v) => {
      if (v.length !== length) throw new RangeError(`expected ${length} bytes, got ${v.length}`)
      writeBytes(w, v)
    },
    decodeFrom: (r) => readBytes(r, length),
    typeName: `[u8; ${length}]`,
    info: once(() => ({ path: [], params: [], def: { tag: "array", length, type: u8 } })),
  }))
}

/** `[T; N]`. */
export function array<T>(item: Codec<T>, length: number): Codec<T[]> {
  return intern(`[;${length}]`, [item], () => ({
    encodeTo: (w, v) => {
      if (v.length !== length) throw new RangeError(`expected ${length} items, got ${v.length}`)
      for (let i = 0; i < length; i++) item.encodeTo(w, v[i]!)
    },
    decodeFrom: (r) => {
      const out: T[] = []
      for (let i = 0; i < length; i++) out.push(item.decodeFrom(r))
      return out
    },
    typeName: `[${item.typeName}; ${length}]`,
    info: once(() => ({ path: [], params: [], def: { tag: "array", length, type: item } })),
  }))
}

/** A tuple as an array of its parts. The empty tuple is `unit`. */
export function tuple<T extends readonly unknown[]>(
  ...parts: { readonly [K in keyof T]: Codec<T[K]> }
): Codec<Readonly<T>> {
  const items = parts as readonly AnyCodec[]
  return intern(`(${items.length})`, items, () => ({
    encodeTo: (w, v) => {
      for (let i = 0; i < items.length; i++) items[i]!.encodeTo(w, v[i])
    },
    decodeFrom: (r) => {
      const out: unknown[] = []
      for (let i = 0; i < items.length; i++) out.push(items[i]!.decodeFrom(r))
      return out as unknown as T
    },
    typeName: `(${items.map((item) => item.typeName).join(", ")})`,
    info: once(() => ({ path: [], params: [], def: { tag: "tuple", types: items } })),
  }))
}

/** `()`. */
export const unit: Codec<undefined> = intern("(0)", [], () => ({
  encodeTo: () => undefined,
  decodeFrom: () => undefined,
  typeName: "()",
  info: once(() => ({ path: [], params: [], def: { tag: "tuple", types: [] } })),
}))

/** `Option<T>`: a value or undefined. `Option<bool>` is one byte of its own in SCALE, but the chain's interface has none. */
export function option<T>(item: Codec<T>): Codec<T | undefined> {
  return intern("Option", [item], () => ({
    encodeTo: (w, v) => {
      writeByte(w, v === undefined ? 0 : 1)
      if (v !== undefined) item.encodeTo(w, v)
    },
    decodeFrom: (r) => {
      const flag = r.bytes[take(r, 1)]!
      if (flag > 1) throw new DecodeError("an option is neither 0 nor 1")
      return flag === 1 ? item.decodeFrom(r) : undefined
    },
    typeName: `Option<${item.typeName}>`,
    info: once(() => ({
      path: ["Option"],
      params: [{ name: "T", type: item }],
      def: {
        tag: "variant",
        variants: [
          { name: "None", index: 0, fields: [] },
          { name: "Some", index: 1, fields: [{ type: item }] },
        ],
      },
    })),
  }))
}

/** `Option<Option<T>>`: undefined for None, `{ value }` for Some, where the value may be undefined. */
export function optionNested<T>(
  inner: Codec<T | undefined>,
): Codec<{ readonly value: T | undefined } | undefined> {
  const plain = option(inner)
  return {
    ...plain,
    encodeTo: (w, v) => {
      writeByte(w, v === undefined ? 0 : 1)
      if (v !== undefined) inner.encodeTo(w, v.value)
    },
    decodeFrom: (r) => {
      const flag = r.bytes[take(r, 1)]!
      if (flag > 1) throw new DecodeError("an option is neither 0 nor 1")
      return flag === 1 ? { value: inner.decodeFrom(r) } : undefined
    },
  }
}

/** `Option<()>`: whether it is Some. */
export const optionUnit: Codec<boolean> = {
  ...option(unit),
  encodeTo: (w, v) => writeByte(w, v ? 1 : 0),
  decodeFrom: (r) => {
    const flag = r.bytes[take(r, 1)]!
    if (flag > 1) throw new DecodeError("an option is neither 0 nor 1")
    return flag === 1
  },
}

export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function result<T, E>(ok: Codec<T>, error: Codec<E>): Codec<Result<T, E>> {
  return intern("Result", [ok, error], () => ({
    encodeTo: (w, v) => {
      writeByte(w, v.ok ? 0 : 1)
      if (v.ok) ok.encodeTo(w, v.value)
      else error.encodeTo(w, v.error)
    },
    decodeFrom: (r) => {
      const flag = r.bytes[take(r, 1)]!
      if (flag === 0) return { ok: true, value: ok.decodeFrom(r) }
      if (flag === 1) return { ok: false, error: error.decodeFrom(r) }
      throw new DecodeError("a result is neither 0 nor 1")
    },
    typeName: `Result<${ok.typeName}, ${error.typeName}>`,
    info: once(() => ({
      path: ["Result"],
      params: [
        { name: "T", type: ok },
        { name: "E", type: error },
      ],
      def: {
        tag: "variant",
        variants: [
          { name: "Ok", index: 0, fields: [{ type: ok }] },
          { name: "Err", index: 1, fields: [{ type: error }] },
        ],
      },
    })),
  }))
}

/** `BTreeSet<T>` as an array in the set's order. The caller keeps it sorted and free of doubles. */
export function btreeSet<T>(item: Codec<T>): Codec<T[]> {
  const list = vec(item)
  return intern("BTreeSet", [item], () => ({
    encodeTo: list.encodeTo,
    decodeFrom: list.decodeFrom,
    typeName: `BTreeSet<${item.typeName}>`,
    info: once(() => ({
      path: ["BTreeSet"],
      params: [{ name: "T", type: item }],
      def: { tag: "composite", fields: [{ type: list }] },
    })),
  }))
}

/** `BTreeMap<K, V>` as an array of pairs in the map's order. The caller keeps it sorted. */
export function btreeMap<K, V>(key: Codec<K>, value: Codec<V>): Codec<(readonly [K, V])[]> {
  const list = vec(tuple<[K, V]>(key, value))
  return intern("BTreeMap", [key, value], () => ({
    encodeTo: list.encodeTo,
    decodeFrom: list.decodeFrom,
    typeName: `BTreeMap<${key.typeName}, ${value.typeName}>`,
    info: once(() => ({
      path: ["BTreeMap"],
      params: [
        { name: "K", type: key },
        { name: "V", type: value },
      ],
      def: { tag: "composite", fields: [{ type: list }] },
    })),
  }))
}

/** A fixed number of bytes under a name (`AccountId32`, `H256`, `H160`), as a lower-case hex string. */
export function hexFixed(
  path: string,
  length: number,
  options: { typeName?: string; fieldTypeName?: string } = {},
): Codec<Hex> {
  const inner = bytesFixed(length)
  const segments = path.split("::")
  return {
    encodeTo: (w, v) => {
      const raw = fromHex(v)
      if (raw.length !== length) throw new RangeError(`expected ${length} bytes, got ${raw.length}`)
      writeBytes(w, raw)
    },
    decodeFrom: (r) => {
      const start = take(r, length)
      return toHex(r.bytes.subarray(start, start + length))
    },
    typeName: options.typeName ?? segments.at(-1)!,
    info: once(() => ({
      path: segments,
      params: [],
      def: {
        tag: "composite",
        fields: [{ type: inner, typeName: options.fieldTypeName ?? `[u8; ${length}]` }],
      },
    })),
  }
}
