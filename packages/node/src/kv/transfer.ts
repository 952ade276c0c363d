/**
 * A database as one file, for copies and for other machines: gzip of a magic line, records, and an end record with the SHA-256 of all before
 * it. A record is its column (u8), the lengths of key and value (u32, little-endian each), key and value.
 */
import { createHash, type Hash } from "node:crypto"
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs"
import { Readable, Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { constants, createGunzip, createGzip } from "node:zlib"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { createTrie } from "@taonet/state/trie/trie"
import { NodeError } from "../errors.ts"
import { errorText } from "../log.ts"
import { type Column, type Database, type Entry, importingKey, type Operation } from "./database.ts"
import { blocksOf, headOf, type Progress } from "./head.ts"
import { trieOperations } from "./storedTrie.ts"
import { verifyBut } from "./verify.ts"

/** Their places in this list are in the file. The trie follows from the state. */
const exported: readonly Column[] = ["state", "blocks", "undo"]
const magic = "taonet database 1\n"
const endMark = 255
const recordHead = 9
const digestLength = 32
/** No record is longer: a block and its undo are far below. */
const maxRecord = 256 * 1024 * 1024
const batchBytes = 4 * 1024 * 1024

/** Throws NodeError; the file then is not there. An existing file is not replaced. */
export async function exportDatabase(database: Database, file: string, progress: Progress): Promise<void> {
  headOf(database, blocksOf(database))
  if (existsSync(file)) throw new NodeError("store-unusable", `${file} exists already`)
  const partial = `${file}.partial`
  try {
    const gzip = createGzip({ level: constants.Z_BEST_SPEED })
    await pipeline(
      Readable.from(records(database, progress)),
      gzip,
      createWriteStream(partial, { flush: true }),
    )
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    if (error instanceof NodeError) throw error
    throw new NodeError("store-failed", `${file} could not be written: ${errorText(error)}`)
  }
}

async function* records(database: Database, progress: Progress): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256")
  const hashed = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes)
    return bytes
  }
  let count = 0
  yield hashed(Buffer.from(magic))
  for (const [index, column] of exported.entries()) {
    for await (const entries of database.entries(column)) {
      yield hashed(Buffer.concat(entries.flatMap((entry) => record(index, entry))))
      count += entries.length
      progress(count, "entries written")
    }
  }
  yield Buffer.concat([hashed(Uint8Array.of(endMark)), hash.digest()])
}

function record(column: number, [key, value]: Entry): Uint8Array[] {
  const head = Buffer.alloc(recordHead)
  head.writeUInt8(column)
  head.writeUInt32LE(key.length, 1)
  head.writeUInt32LE(value.length, 5)
  return [head, keyToBytes(key), value]
}

/**
 * Fills an empty database from an exported file and verifies it whole. Throws NodeError; the database then opens no more, and its folder
 * can be deleted.
 */
export async function importDatabase(database: Database, file: string, progress: Progress): Promise<void> {
  if (blocksOf(database).head() !== undefined)
    throw new NodeError("store-unusable", `There is a chain in ${database.folder} already`)
  await database.write([{ column: "meta", key: importingKey, value: Uint8Array.of(1) }], true)
  try {
    await pipeline(createReadStream(file), createGunzip(), parser(file), (operations) =>
      writeAll(database, operations as AsyncIterable<Operation[]>, progress),
    )
  } catch (error) {
    if (error instanceof NodeError) throw error
    throw new NodeError("store-failed", `${file} could not be imported: ${errorText(error)}`)
  }
  const { trie } = await verifyBut(database, progress)
  const done: Operation = { column: "meta", key: importingKey, value: undefined }
  await database.write([...trieOperations(trie, createTrie()), done], true)
}

async function writeAll(
  database: Database,
  batches: AsyncIterable<Operation[]>,
  progress: Progress,
): Promise<void> {
  let waiting: Operation[] = []
  let bytes = 0
  let count = 0
  const flush = async (): Promise<void> => {
    await database.write(waiting, false)
    count += waiting.length
    waiting = []
    bytes = 0
    progress(count, "entries read")
  }
  for await (const operations of batches) {
    waiting.push(...operations)
    for (const { key, value } of operations) bytes += key.length + (value?.length ?? 0)
    if (bytes >= batchBytes) await flush()
  }
  await flush()
}

/** Bytes in, operations out. Errors unless the end record comes last and its digest is right. */
function parser(file: string): Transform {
  const hash = createHash("sha256")
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  let ended = false
  const refuse = (why: string): never => {
    throw new NodeError("store-mismatch", `${file} cannot be imported: ${why}`)
  }

  function take(chunk: Buffer): Operation[] {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!begun && rest.length >= magic.length) {
      if (rest.toString("latin1", 0, magic.length) !== magic) refuse("it is not an exported database")
      hash.update(rest.subarray(0, magic.length))
      rest = rest.subarray(magic.length)
      begun = true
    }
    const operations: Operation[] = []
    while (begun && !ended && rest.length > 0) {
      const read = rest[0] === endMark ? readEnd() : readRecord(operations)
      if (!read) break
    }
    if (ended && rest.length > 0) refuse("there is more behind its end")
    return operations
  }

  function readRecord(into: Operation[]): boolean {
    if (rest.length < recordHead) return false
    const [keyLength, valueLength] = [rest.readUInt32LE(1), rest.readUInt32LE(5)]
    const column = exported[rest.readUInt8()] ?? refuse("it is damaged")
    const end = recordHead + keyLength + valueLength
    if (end > maxRecord) refuse("it is damaged")
    if (rest.length < end) return false
    const bytes = rest.subarray(0, end)
    hash.update(bytes)
    const key = bytesToKey(bytes.subarray(recordHead, recordHead + keyLength))
    into.push({ column, key, value: bytes.subarray(recordHead + keyLength) })
    rest = rest.subarray(end)
    return true
  }

  function readEnd(): boolean {
    if (rest.length < 1 + digestLength) return false
    if (!rest.subarray(1, 1 + digestLength).equals(digestOf(hash))) refuse("it is damaged")
    rest = rest.subarray(1 + digestLength)
    ended = true
    return true
  }

  return new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, take(chunk))
      } catch (error) {
        done(error as Error)
      }
    },
    flush: (done) =>
      done(ended ? null : new NodeError("store-mismatch", `${file} cannot be imported: its end is missing`)),
  })
}

const digestOf = (hash: Hash): Buffer => hash.update(Uint8Array.of(endMark)).digest()
