import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from "node:fs"
import { join } from "node:path"

/** A map in memory, and beside it a file to which every change is appended, so that a process that dies loses at most what it had not synced. */
export interface Journal<T> {
  readonly entries: ReadonlyMap<string, T>
  set(key: string, value: T): void
  delete(key: string): void
  /** Everything said so far is on the disk when this returns. */
  sync(): void
  close(): void
}

export interface JournalOptions {
  /** Created when missing. Undefined keeps everything in memory only. */
  readonly folder: string | undefined
  readonly name: string
  /** Lines beyond the living ones before the file is written anew; default 10,000. */
  readonly wasteMax?: number
}

/**
 * Reads what is there; a last line that was cut short by a crash is dropped. Throws node's error when the folder cannot be used. Two processes must not
 * share a journal.
 */
export function openJournal<T>({ folder, name, wasteMax = 10_000 }: JournalOptions): Journal<T> {
  const entries = new Map<string, T>()
  if (folder === undefined) return inMemory(entries)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.jsonl`)
  let lines = load(path, entries)
  let file = openSync(path, "a", 0o600)

  function append(line: readonly unknown[]): void {
    writeSync(file, `${JSON.stringify(line)}\n`)
    if (++lines > entries.size + wasteMax) compact()
  }

  /** The old file is whole until the new one is. */
  function compact(): void {
    const fresh = `${path}.new`
    const next = openSync(fresh, "w", 0o600)
    for (const [key, value] of entries) writeSync(next, `${JSON.stringify([key, value])}\n`)
    fsyncSync(next)
    renameSync(fresh, path)
    closeSync(file)
    file = next
    lines = entries.size
  }

  return {
    entries,
    set(key, value) {
      entries.set(key, value)
      append([key, value])
    },
    delete(key) {
      if (entries.delete(key)) append([key])
    },
    sync: () => fsyncSync(file),
    close() {
      fsyncSync(file)
      closeSync(file)
    },
  }
}

function inMemory<T>(entries: Map<string, T>): Journal<T> {
  return {
    entries,
    set: (key, value) => void entries.set(key, value),
    delete: (key) => void entries.delete(key),
    sync: () => undefined,
    close: () => undefined,
  }
}

/** Fills the map; gives back how many lines the file has. */
function load<T>(path: string, entries: Map<string, T>): number {
  const text = readIfThere(path)
  const whole = text.slice(0, text.lastIndexOf("\n") + 1)
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
  const lines = whole.split("\n").slice(0, -1)
  for (const line of lines) {
    const [key, value] = parse<T>(line)
    if (key === undefined) continue
    if (value === undefined) entries.delete(key)
    else entries.set(key, value)
  }
  return lines.length
}

/** A line that is damaged costs one entry, not all. */
function parse<T>(line: string): [string?, T?] {
  try {
    const value: unknown = JSON.parse(line)
    return Array.isArray(value) && typeof value[0] === "string" ? (value as [string, T?]) : []
  } catch {
    return []
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return ""
    throw error
  }
}
