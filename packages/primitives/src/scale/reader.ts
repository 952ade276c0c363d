/** Bytes that do not decode: too short, a bad discriminant, a length beyond the input, nesting too deep. */
export class DecodeError extends Error {
  override readonly name = "DecodeError"
}

/** Calls may nest in calls; Substrate refuses deeper extrinsics (frame_support MAX_EXTRINSIC_DEPTH). */
export const nestingMax = 256

/** A cursor over input bytes. Every read is bounds-checked: input is hostile. */
export interface Reader {
  readonly bytes: Uint8Array
  /** Made by `viewOf` when a wide integer is first read: many values have none. */
  view: DataView | undefined
  offset: number
  depth: number
}

export function createReader(bytes: Uint8Array, offset = 0): Reader {
  return { bytes, view: undefined, offset, depth: 0 }
}

export function viewOf(reader: Reader): DataView {
  const { bytes } = reader
  reader.view ??= new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return reader.view
}

/** Steps over `count` bytes and returns where they start. Throws DecodeError when fewer are left. */
export function take(reader: Reader, count: number): number {
  const start = reader.offset
  if (start + count > reader.bytes.length) throw new DecodeError("input ends too early")
  reader.offset = start + count
  return start
}

export function readBytes(reader: Reader, count: number): Uint8Array {
  const start = take(reader, count)
  return reader.bytes.slice(start, start + count)
}

export const remaining = (reader: Reader): number => reader.bytes.length - reader.offset
