import { createReader, DecodeError, type Reader, remaining } from "./reader.ts"
import type { TypeInfo } from "./typeInfo.ts"
import { createWriter, finish, type Writer } from "./writer.ts"

/**
 * A SCALE type: how its values are written and read, and how the metadata describes it. `T` is the value in TypeScript: small integers
 * are numbers, wide ones bigints, accounts and hashes hex strings, structs plain objects under their wire names, enums
 * `{ type, value }` (or just the name where no variant has fields), `Option` a value or undefined.
 */
export interface Codec<T> {
  readonly encodeTo: (writer: Writer, value: T) => void
  readonly decodeFrom: (reader: Reader) => T
  /** Evaluated on demand, since types refer to each other. */
  readonly info: () => TypeInfo
  /** The name in the reference's source, as metadata fields show it. */
  readonly typeName: string | undefined
}

/** The value type of a codec. */
export type Value<C> = C extends Codec<infer T> ? T : never

/** Most values are small and encoded one after the other, so one buffer serves them all; it is dropped when a large value grew it. */
let spare: Writer | undefined
const spareBytesMax = 65_536

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = spare ?? createWriter()
  // Gone while in use: codecs may call `encode` themselves, or throw.
  spare = undefined
  writer.length = 0
  codec.encodeTo(writer, value)
  if (writer.buffer.length <= spareBytesMax) spare = writer
  return finish(writer)
}

/** Decodes the whole input. Throws DecodeError when bytes are missing or left over. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = createReader(bytes)
  const value = codec.decodeFrom(reader)
  if (remaining(reader) !== 0) throw new DecodeError("bytes are left over after the value")
  return value
}

/** Decodes a value at the start of the input and ignores what follows, as `Decode::decode` of the reference does. */
export function decodePrefix<T>(codec: Codec<T>, bytes: Uint8Array): T {
  return codec.decodeFrom(createReader(bytes))
}

/** The same type under another source name (`T::AccountId` for AccountId32): bytes and registry entry are one and the same. */
export function as<T>(typeName: string, codec: Codec<T>): Codec<T> {
  return { ...codec, typeName, info: codec.info }
}

/** The same type where the reference records no source name (types described by hand there). */
export function untyped<T>(codec: Codec<T>): Codec<T> {
  return { ...codec, typeName: undefined, info: codec.info }
}
