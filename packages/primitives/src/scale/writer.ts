const initialBytes = 256

/** A growing output buffer. One writer is reused for one message; `finish` copies what was written. */
export interface Writer {
  buffer: Uint8Array
  view: DataView
  length: number
}

export function createWriter(capacity = initialBytes): Writer {
  const buffer = new Uint8Array(capacity)
  return { buffer, view: new DataView(buffer.buffer), length: 0 }
}

/** Makes room for `count` more bytes and returns where they start. */
export function reserve(writer: Writer, count: number): number {
  const start = writer.length
  const end = start + count
  if (end > writer.buffer.length) grow(writer, end)
  writer.length = end
  return start
}

export function writeByte(writer: Writer, byte: number): void {
  const at = reserve(writer, 1)
  writer.buffer[at] = byte
}

export function writeBytes(writer: Writer, bytes: Uint8Array): void {
  const at = reserve(writer, bytes.length)
  writer.buffer.set(bytes, at)
}

export function finish(writer: Writer): Uint8Array {
  return writer.buffer.slice(0, writer.length)
}

function grow(writer: Writer, needed: number): void {
  let capacity = writer.buffer.length * 2
  while (capacity < needed) capacity *= 2
  const buffer = new Uint8Array(capacity)
  buffer.set(writer.buffer.subarray(0, writer.length))
  writer.buffer = buffer
  writer.view = new DataView(buffer.buffer)
}
