import type { DiskChainStore } from "@taonet/node/kv/diskStore"

export interface StoreChoice {
  readonly dataDir?: string
  readonly keepBlocks?: number
  readonly keepStates?: number
}

/** What the verbs of a node pass on to it. Without a data folder the chain lives in memory, and no storage engine is loaded. */
export async function storeOptions({ dataDir, keepBlocks, keepStates }: StoreChoice): Promise<{
  readonly store?: DiskChainStore
  readonly keepBlocks?: number
  readonly historyDepth?: number
}> {
  const kept = {
    ...(keepBlocks === undefined ? {} : { keepBlocks }),
    // An archive reads the states of old blocks from disk: memory keeps those of the usual number.
    ...(keepStates === undefined || !Number.isFinite(keepStates) ? {} : { historyDepth: keepStates }),
  }
  if (dataDir === undefined) return kept
  const { openDiskStore } = await import("@taonet/node/kv/diskStore")
  const { databaseFolder } = await import("@taonet/node/kv/database")
  const states = keepStates === undefined ? {} : { keepStates }
  return { ...kept, store: await openDiskStore({ folder: databaseFolder(dataDir), ...states }) }
}
