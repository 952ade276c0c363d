/** PNG: what a picture travels in. Writes 8-bit RGB; reads what image servers write: 8 bits a channel, not interlaced. */
import { deflateSync, inflateSync } from "node:zlib"
import type { Picture } from "./picture.ts"

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Each side; more is nobody's picture but somebody's attack. */
export const maxSide = 2_048

/** It is no PNG, or one that is not read here. */
export class PngError extends Error {
  readonly code = "BadPng"
}

/** The same picture gives the same bytes: fixed filter, fixed level. */
export function encodePng({ width, height, rgb }: Picture): Uint8Array {
  const stride = width * 3
  const raw = Buffer.alloc(height * (stride + 1))
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1)
    // Filter "up": neighbours above are alike in enlarged pictures.
    raw[row] = y === 0 ? 0 : 2
    for (let i = 0; i < stride; i++) {
      const above = y === 0 ? 0 : (rgb[(y - 1) * stride + i] ?? 0)
      raw[row + 1 + i] = (rgb[y * stride + i] ?? 0) - above
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(raw, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

/** Transparent parts become white. Throws PngError. */
export function decodePng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length < 45 || !file.subarray(0, 8).equals(signature)) throw new PngError("this is not a PNG")
  const { head, data, palette } = readChunks(file)
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const [depth, type, , , interlaced] = head.subarray(8)
  const channels = channelsOf[type ?? -1]
  if (width < 1 || height < 1 || width > maxSide || height > maxSide) throw new PngError("a bad size")
  if (depth !== 8 || channels === undefined || interlaced !== 0) throw new PngError("an unusual kind of PNG")
  const stride = width * channels
  const raw = inflate(data, height * (stride + 1))
  unfilter(raw, height, stride, channels)
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * (stride + 1) + 1 + x * channels
      rgb.set(pixelAt(raw, from, type ?? 0, palette), (y * width + x) * 3)
    }
  }
  return { width, height, rgb }
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function readChunks(file: Buffer) {
  let palette: Buffer = Buffer.alloc(0)
  let head: Buffer | undefined
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    const name = file.toString("latin1", at + 4, at + 8)
    const content = file.subarray(at + 8, at + 8 + length)
    if (content.length !== length) break
    if (name === "IHDR" && length === 13) head = content
    if (name === "PLTE") palette = content
    if (name === "IDAT") parts.push(content)
    if (name === "IEND") break
    at += length + 12
  }
  if (head === undefined || parts.length === 0) throw new PngError("a PNG without a picture")
  return { head, palette, data: Buffer.concat(parts) }
}

function inflate(data: Buffer, length: number): Buffer {
  let raw: Buffer
  try {
    raw = inflateSync(data, { maxOutputLength: length + 1 })
  } catch (error) {
    throw new PngError("its data cannot be unpacked", { cause: error })
  }
  if (raw.length < length) throw new PngError("its data ends early")
  return raw
}

/** Adds to each byte what its filter took away: the one to the left, above, their mean, or Paeth's choice. */
function unfilter(raw: Buffer, height: number, stride: number, channels: number): void {
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1)
    const filter = raw[row] ?? 0
    if (filter > 4) throw new PngError("an unknown filter")
    for (let i = 0; i < stride && filter > 0; i++) {
      const at = row + 1 + i
      const left = i < channels ? 0 : (raw[at - channels] ?? 0)
      const up = y === 0 ? 0 : (raw[at - stride - 1] ?? 0)
      const corner = y === 0 || i < channels ? 0 : (raw[at - stride - 1 - channels] ?? 0)
      raw[at] = (raw[at] ?? 0) + predicted(filter, left, up, corner)
    }
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const guess = left + up - corner
  const [dLeft, dUp, dCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (dLeft <= dUp && dLeft <= dCorner) return left
  return dUp <= dCorner ? up : corner
}

function pixelAt(raw: Buffer, at: number, type: number, palette: Buffer): [number, number, number] {
  const byte = (offset: number): number => raw[at + offset] ?? 0
  if (type === 3) {
    const entry = byte(0) * 3
    return [palette[entry] ?? 0, palette[entry + 1] ?? 0, palette[entry + 2] ?? 0]
  }
  const gray = type === 0 || type === 4
  const alpha = type === 4 ? byte(1) : type === 6 ? byte(3) : 255
  const over = (value: number): number => Math.round((value * alpha + 255 * (255 - alpha)) / 255)
  return gray ? [over(byte(0)), over(byte(0)), over(byte(0))] : [over(byte(0)), over(byte(1)), over(byte(2))]
}

function chunk(name: string, content: Uint8Array): Buffer {
  const out = Buffer.alloc(content.length + 12)
  out.writeUInt32BE(content.length, 0)
  out.write(name, 4, "latin1")
  out.set(content, 8)
  out.writeUInt32BE(crc(out.subarray(4, content.length + 8)), content.length + 8)
  return out
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
