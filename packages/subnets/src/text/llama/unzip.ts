/** Just enough of the ZIP format to find one file in a Python wheel: stored or deflated, below 4 GiB. */
import { open } from "node:fs/promises"
import type { Transform } from "node:stream"
import { createInflateRaw } from "node:zlib"

export interface ZipEntry {
  readonly name: string
  /** The compressed bytes, for createReadStream: `end` is inclusive. */
  readonly range: { readonly start: number; readonly end: number }
  /** What the bytes must be led through. */
  readonly decoders: readonly Transform[]
}

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
/** The end record and the longest comment that may follow it. */
const maxTail = 22 + 65_535

/** The first entry whose name fits. Throws RangeError when there is none, or the file is not such a ZIP. */
export async function findZipEntry(path: string, fits: (name: string) => boolean): Promise<ZipEntry> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const read = async (start: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
      if (bytesRead < length) throw new RangeError("the ZIP ends early")
      return buffer
    }
    const tailLength = Math.min(maxTail, size)
    const tail = await read(size - tailLength, tailLength)
    const end = tail.lastIndexOf(signatureBytes(endSignature))
    if (end === -1) throw new RangeError("not a ZIP")
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
    const found = findInDirectory(directory, fits)
    const local = await read(found.offset, 30)
    if (local.readUInt32LE(0) !== localSignature) throw new RangeError("the ZIP's directory points nowhere")
    // The local header has its own, possibly different, extra field.
    const start = found.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
    if (found.method !== 0 && found.method !== 8)
      throw new RangeError(`ZIP method ${found.method} is not supported`)
    return {
      name: found.name,
      range: { start, end: start + found.compressedBytes - 1 },
      decoders: found.method === 8 ? [createInflateRaw()] : [],
    }
  } finally {
    await file.close()
  }
}

function findInDirectory(directory: Buffer, fits: (name: string) => boolean) {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === centralSignature; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength)
    if (fits(name)) {
      return {
        name,
        method: directory.readUInt16LE(at + 10),
        compressedBytes: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      }
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  throw new RangeError("the ZIP has no such file")
}

function signatureBytes(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}
