/** The storage engine, LevelDB, as the rest of this folder sees it. It is loaded when a database is opened, and not before. */
import { existsSync, mkdirSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { bytesToKey, prefixEnd } from "@taonet/primitives/bytes"
import type { StorageKey } from "@taonet/state/types"
import type { ClassicLevel } from "classic-level"
import { NodeError } from "../errors.ts"
import { openingError } from "./openingError.ts"

/**
 * state: the head's, under Substrate's keys. trie: the branches of its trie, see storedTrie.ts. blocks: see chain/blocks.ts. undo: see
 * undo.ts and spans.ts. meta: about the database itself.
 */
export type Column = "state" | "trie" | "blocks" | "undo" | "meta"

export interface Operation {
  readonly column: Column
  readonly key: StorageKey
  /** `undefined` deletes. */
  readonly value: Uint8Array | undefined
}

export type Entry = readonly [StorageKey, Uint8Array]

export interface Database {
  readonly folder: string
  /** The one that it was opened with. */
  readonly format: number
  get(column: Column, key: StorageKey): Uint8Array | undefined
  /** Entries of a column (under a prefix) in the order of their keys, some at a time. What is written meanwhile is not among them. */
  entries(column: Column, prefix?: StorageKey): AsyncGenerator<readonly Entry[], void>
  /** All operations or none. `durable`: it resolves when they would outlast a power cut; without, when they would outlast the process. */
  write(operations: readonly Operation[], durable: boolean): Promise<void>
  /** Deletes the keys of a column below `before`. */
  clearBelow(column: Column, before: StorageKey): Promise<void>
  /** Gives the space of deleted entries back. */
  compact(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly folder: string
  /** Makes folder and database when they are missing; otherwise that is NodeError `store-missing`. */
  readonly create: boolean
}

type Level = ClassicLevel<Uint8Array, Uint8Array>

/** Where a node with this data folder has its database: other things may come to stand beside it. */
export const databaseFolder = (dataDir: string): string => join(dataDir, "chain")

const prefixes: Readonly<Record<Column, string>> = {
  state: "s",
  trie: "t",
  blocks: "b",
  undo: "u",
  meta: "m",
}
const formatKey = "format"
/** Present while entries are copied in: a database that was only half copied is none. */
export const importingKey = "importing"
/** Raised whenever older programs could not read what newer ones write, or the other way round. 1 had no trie. */
export const currentFormat = 2
const readableFormats: readonly number[] = [1, currentFormat]
/** To be written together with what makes it true. */
export const formatOperation: Operation = {
  column: "meta",
  key: formatKey,
  value: Uint8Array.of(currentFormat),
}
/** Writes gather in memory and in the log up to this size; opening reads that log. */
const writeBufferSize = 8 * 1024 * 1024
const cacheSize = 16 * 1024 * 1024
const entriesAtOnce = 4096
const readAheadBytes = 512 * 1024

/** Opens a database of this program. Throws NodeError `store-…` with a text for the operator. */
export async function openDatabase({ folder, create }: DatabaseOptions): Promise<Database> {
  const level = await openLevel(folder, create)
  try {
    return over(level, folder, await checkedFormat(level, folder))
  } catch (error) {
    await level.close()
    throw error
  }
}

async function openLevel(folder: string, create: boolean): Promise<Level> {
  if (!create && !existsSync(join(folder, "CURRENT")))
    throw new NodeError("store-missing", `There is no chain database in ${folder}`)
  try {
    if (create) makeFolder(resolve(folder))
    const { ClassicLevel } = await import("classic-level")
    const options = { keyEncoding: "view", valueEncoding: "view", writeBufferSize, cacheSize } as const
    const level: Level = new ClassicLevel(folder, options)
    await level.open({ createIfMissing: create })
    return level
  } catch (error) {
    throw openingError(folder, error)
  }
}

/** Its parents too. Node's own recursive way never ends where a file system has nothing to be made in, as `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  mkdirSync(folder)
}

/** Marks a fresh database; refuses one that this program cannot read. */
async function checkedFormat(level: Level, folder: string): Promise<number> {
  const stored = level.getSync(levelKey("meta", formatKey))?.[0]
  if (stored === undefined) {
    if ((await level.keys({ limit: 1 }).all()).length > 0)
      throw new NodeError("store-mismatch", `The database in ${folder} is not one of Taonet's`)
    await level.put(levelKey("meta", formatKey), Uint8Array.of(currentFormat), { sync: true })
  } else if (!readableFormats.includes(stored)) {
    throw new NodeError(
      "store-mismatch",
      `The database in ${folder} has format ${stored}, this program reads up to ${currentFormat}`,
    )
  }
  if (level.getSync(levelKey("meta", importingKey)) !== undefined)
    throw new NodeError(
      "store-damaged",
      `An import into ${folder} did not finish: delete that folder and import again`,
    )
  return stored ?? currentFormat
}

function over(level: Level, folder: string, format: number): Database {
  return {
    folder,
    format,
    get(column, key) {
      const value = level.getSync(levelKey(column, key))
      return value && new Uint8Array(value)
    },
    async *entries(column, prefix = "") {
      const iterator = level.iterator({ ...rangeOf(column, prefix), highWaterMarkBytes: readAheadBytes })
      try {
        for (;;) {
          const batch = await iterator.nextv(entriesAtOnce)
          if (batch.length === 0) return
          yield plain(batch)
        }
      } finally {
        await iterator.close()
      }
    },
    async write(operations, durable) {
      // One by one: the engine takes a list six times as slowly.
      const batch = level.batch()
      for (const { column, key, value } of operations) {
        if (value === undefined) batch.del(levelKey(column, key))
        else batch.put(levelKey(column, key), value)
      }
      await batch.write({ sync: durable })
    },
    clearBelow: (column, before) => level.clear({ ...rangeOf(column), lt: levelKey(column, before) }),
    async compact() {
      await level.compactRange(Uint8Array.of(0), Uint8Array.of(255))
    },
    close: () => level.close(),
  }
}

/**
 * The engine's Buffers become plain arrays, whose `slice` copies. The values of a batch share one block of memory: a million small ones
 * would be slow to make and to keep.
 */
function plain(batch: readonly (readonly [Uint8Array, Uint8Array])[]): Entry[] {
  const all = new Uint8Array(batch.reduce((sum, [, value]) => sum + value.length, 0))
  let at = 0
  return batch.map(([key, value]) => {
    const from = at
    at += value.length
    all.set(value, from)
    return [bytesToKey(key.subarray(1)), all.subarray(from, at)]
  })
}

function levelKey(column: Column, key: StorageKey): Uint8Array {
  return Buffer.from(prefixes[column] + key, "latin1")
}

function rangeOf(column: Column, prefix = ""): { readonly gte: Uint8Array; readonly lt: Uint8Array } {
  const start = prefixes[column] + prefix
  // A column's own prefix is a letter, so there always is an end.
  return { gte: Buffer.from(start, "latin1"), lt: Buffer.from(prefixEnd(start) ?? "\xff", "latin1") }
}
