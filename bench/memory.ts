import { createDevChain } from "@taonet/dev/index"
import type { Node } from "@taonet/node/node"
import { growthPerBlock, soak } from "../tests/soak/soak.ts"
import type { Result } from "./table.ts"

/** States and blocks that the chain keeps: fewer than a short run makes, so that it shows what else stays. */
const keep = 256
const samples = 20
/** Bytes a block, as `npm run soak` judges. Caches of key hashes fill for 131,072 blocks, then turn over: a shorter run has no target. */
const mostPerBlock = 128
const longEnough = 200_000

/** The heap while blocks are made without end: of a chain without development's controls, or with them. */
export async function memoryResults(name: string, blocks: number, isDev: boolean): Promise<Result[]> {
  const taken = await soak({ blocks, samples, keep, ...(isDev ? { open: openDev } : {}) })
  const last = taken.at(-1)
  if (last === undefined) throw new Error("the heap was not looked at")
  const many = blocks.toLocaleString("en-US")
  return [
    {
      what: `${name}: what each of ${many} blocks leaves in memory`,
      value: growthPerBlock(taken),
      unit: "B",
      ...(blocks >= longEnough ? { target: { atMost: mostPerBlock } } : {}),
    },
    { what: "… heap at the end", value: last.heapBytes / 2 ** 20, unit: "MiB" },
    { what: "… time for each block", value: last.elapsedMs / blocks, unit: "ms" },
  ]
}

async function openDev(): Promise<Node> {
  const chain = await createDevChain({
    blockTime: "manual",
    node: { historyDepth: keep, keepBlocks: keep },
  })
  return chain.node
}
