/** `node scripts/soak.mjs [--blocks 200000] [--samples 40]`: fails when memory grows with the blocks. */
import { parseArgs } from "node:util"
import { growthPerBlock, soak } from "./soak.ts"

/**
 * Bytes a block. Nothing is kept for good, but caches of key hashes that turn over only every so many ten thousand blocks make a saw's teeth of
 * some MiB. What stays of one state, its trie and its block would be some 20,000.
 */
const mostPerBlock = 128

const { values } = parseArgs({
  options: { blocks: { type: "string", default: "200000" }, samples: { type: "string", default: "40" } },
})
const [blocks, samples] = [Number(values.blocks), Number(values.samples)]
const taken = await soak({
  blocks,
  samples,
  keep: 256,
  report: ({ block, heapBytes, elapsedMs }) =>
    console.log(
      `${String(block).padStart(8)} blocks  ${(heapBytes / 2 ** 20).toFixed(1).padStart(7)} MiB  ${(elapsedMs / 1000).toFixed(0).padStart(6)} s`,
    ),
})
const growth = growthPerBlock(taken)
console.log(`${growth.toFixed(1)} bytes a block in the second half`)
process.exit(growth <= mostPerBlock ? 0 : 1)
