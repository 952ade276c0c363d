import { databaseFolder } from "@taonet/node/kv/database"
import { openDiskStore } from "@taonet/node/kv/diskStore"
import { startLocalNode } from "@taonet/node/testKit"
import type { Result } from "../table.ts"
import { withFolder } from "./process.ts"

/** Blocks with nothing but the time in them, made one after another: building, root and commit. */
export async function emptyBlockResults(blocks: number): Promise<Result[]> {
  const inMemory = await emptyBlockMs(blocks)
  const onDisk = await withFolder((folder) => emptyBlockMs(blocks, folder))
  return [
    { what: "empty block, in memory", value: inMemory, unit: "ms", target: { atMost: 2 } },
    { what: "empty block, durable on disk", value: onDisk, unit: "ms" },
  ]
}

async function emptyBlockMs(blocks: number, folder?: string): Promise<number> {
  const store = folder === undefined ? undefined : await openDiskStore({ folder: databaseFolder(folder) })
  const node = await startLocalNode({ blockTimeMs: "manual", ...(store === undefined ? {} : { store }) })
  await node.engine.produce(Math.ceil(blocks / 4))
  const begin = performance.now()
  await node.engine.produce(blocks)
  const ms = (performance.now() - begin) / blocks
  await node.close()
  await store?.close()
  return ms
}
