import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { fromHex, isHex, toHex } from "@taonet/primitives/hex"
import { errorText, type Log } from "../log.ts"

/**
 * The transactions of a pool in a file, so that they outlive the process: what was accepted is added as it comes, and the file is written
 * anew when most of it is no longer in the pool. A process that is killed loses nothing that it had written; a machine that loses power may
 * lose the last transactions, which are nobody's record yet.
 */
export interface PoolJournal {
  /** What the last process left, in the order in which it came. */
  load(): Uint8Array[]
  add(extrinsic: Uint8Array): void
  /** The file holds these from now on, which have to be all that was added and is still pending. */
  rewrite(pending: readonly Uint8Array[]): void
  /** To be called now and then with how many are in the pool: writes the file anew when it is worth it. */
  tidy(count: number, pending: () => readonly Uint8Array[]): void
  /** Leaves what is still pending. */
  close(pending: readonly Uint8Array[]): void
}

export interface JournalOptions {
  readonly file: string
  readonly log: Log
  /** The file is written anew beyond this; see `PoolLimits`. */
  readonly maxBytes: number
}

/** The file is written anew when so many were added since, and most of them are gone. */
const tidyAfter = 1024
const mostlyGone = 4

/** One transaction a line, in hex. */
export function openJournal({ file, log, maxBytes }: JournalOptions): PoolJournal {
  let handle: Promise<FileHandle> | undefined
  let lines: string[] = []
  let writing = false
  let added = 0
  let addedBytes = 0
  let broken = false

  function fail(error: unknown): void {
    if (!broken) log("warn", `Pending transactions are not kept: ${errorText(error)}`, { file })
    broken = true
  }

  /** Writes what has gathered; what comes meanwhile goes with the next write. */
  async function write(): Promise<void> {
    writing = true
    try {
      while (lines.length > 0) {
        handle ??= open(file, "a")
        const text = lines.join("")
        lines = []
        await (await handle).appendFile(text)
      }
    } catch (error) {
      fail(error)
    } finally {
      writing = false
    }
  }

  /** Whole or not at all: a process that ends here leaves the file as it was. What is being written goes into the old one. */
  function rewrite(pending: readonly Uint8Array[]): void {
    try {
      const text = pending.map(lineOf).join("")
      writeFileSync(`${file}.new`, text)
      renameSync(`${file}.new`, file)
      const old = handle
      handle = undefined
      void old?.then((one) => one.close()).catch(() => undefined)
      lines = []
      added = 0
      addedBytes = text.length
      broken = false
    } catch (error) {
      fail(error)
    }
  }

  return {
    load: () => readJournal(file, maxBytes),
    add(extrinsic) {
      if (broken) return
      lines.push(lineOf(extrinsic))
      added++
      addedBytes += 2 * extrinsic.length
      if (!writing) void write()
    },
    tidy(count, pending) {
      if ((added < tidyAfter || added < mostlyGone * count) && addedBytes < 2 * maxBytes) return
      rewrite(pending())
    },
    rewrite,
    close(pending) {
      if (pending.length > 0) rewrite(pending)
      else {
        lines = []
        void handle?.then((one) => one.close()).catch(() => undefined)
        rmSync(file, { force: true })
      }
      broken = true
    },
  }
}

const lineOf = (extrinsic: Uint8Array): string => `${toHex(extrinsic)}\n`

/** A last line that was torn, and what is no transaction at all, is passed over. */
function readJournal(file: string, maxBytes: number): Uint8Array[] {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 8 * maxBytes) return []
  let text: string
  try {
    text = readFileSync(file, "utf8")
  } catch {
    return []
  }
  return text
    .split("\n")
    .slice(0, -1)
    .filter((line) => isHex(line))
    .map(fromHex)
}
