import { type Database, databaseFolder, openDatabase } from "@taonet/node/kv/database"
import type { Progress } from "@taonet/node/kv/head"
import { type PruneOptions, pruneDatabase } from "@taonet/node/kv/prune"
import { type DatabaseStats, databaseStats } from "@taonet/node/kv/stats"
import { exportDatabase, importDatabase } from "@taonet/node/kv/transfer"
import { verifyDatabase } from "@taonet/node/kv/verify"
import { exitWith } from "../stop.ts"

interface DbOptions {
  readonly dataDir: string
}

interface JsonOption {
  readonly json: boolean
}

const progressEveryMs = 1_000

export const dbStats = (options: DbOptions & JsonOption): Promise<void> =>
  withDatabase(options, false, async (database, progress) => {
    const stats = await databaseStats(database, progress)
    return options.json ? JSON.stringify(stats) : statsText(stats)
  })

export const dbVerify = (options: DbOptions & JsonOption): Promise<void> =>
  withDatabase(options, false, async (database, progress) => {
    const verified = await verifyDatabase(database, progress)
    if (options.json) return JSON.stringify(verified)
    const { head, blocks, states } = verified
    return `verified: ${blocks} blocks up to ${head.number} (${head.hash}), ${states} states`
  })

export const dbPrune = (options: DbOptions & PruneOptions): Promise<void> =>
  withDatabase(options, false, async (database, progress) => {
    const { blocks } = await pruneDatabase(database, options, progress)
    return `deleted ${blocks} blocks`
  })

export const dbExport = (file: string, options: DbOptions): Promise<void> =>
  withDatabase(options, false, async (database, progress) => {
    await exportDatabase(database, file, progress)
    return `exported to ${file}`
  })

export const dbImport = (file: string, options: DbOptions): Promise<void> =>
  withDatabase(options, true, async (database, progress) => {
    await importDatabase(database, file, progress)
    return `imported and verified ${file}`
  })

/** Prints what `work` gives. The exit code is 1 when it fails: that is what scripts look at. */
async function withDatabase(
  { dataDir }: DbOptions,
  create: boolean,
  work: (database: Database, progress: Progress) => Promise<string>,
): Promise<void> {
  try {
    const database = await openDatabase({ folder: databaseFolder(dataDir), create })
    try {
      process.stdout.write(`${await work(database, progressOnStderr())}\n`)
    } finally {
      await database.close()
    }
  } catch (error) {
    exitWith(error)
  }
}

/** A line a second at most; short work shows none. */
function progressOnStderr(): Progress {
  let next = performance.now() + progressEveryMs
  return (done, what) => {
    if (performance.now() < next) return
    next = performance.now() + progressEveryMs
    process.stderr.write(`${done} ${what}\n`)
  }
}

function statsText(stats: DatabaseStats): string {
  const { head, genesis, blocks, earlierStates, stateKeys, stateBytes, trieBytes, blockBytes } = stats
  const { undoBytes, diskBytes } = stats
  const rows: readonly (readonly [string, string])[] = [
    ["head", `${head.number} ${head.hash}`],
    ["state root", head.stateRoot],
    ["genesis", genesis ?? "missing"],
    ["blocks", `${blocks}, ${mebibytes(blockBytes)}`],
    ["state", `${stateKeys} keys, ${mebibytes(stateBytes)}`],
    ["trie", mebibytes(trieBytes)],
    ["earlier states", `${earlierStates}, ${mebibytes(undoBytes)}`],
    ["on disk", mebibytes(diskBytes)],
  ]
  return rows.map(([name, value]) => `${name.padEnd(16)}${value}`).join("\n")
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
