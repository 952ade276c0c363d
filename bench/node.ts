/**
 * What a node manages in a process of its own, as operators run it: `npm run bench bench/node`, or `npx tsx bench/node.ts [boot block commit reads
 * transfers punctual unthreaded epoch memory peers] [--keys 1000000] [--blocks 200000]`. `--keys`: accounts of the state that is committed to;
 * a million take 3 GB. `--blocks`: how many the heap is watched over. All figures are of wall clock, so the machine should do nothing else.
 * Clients run beside the node, on the same cores.
 */
import { parseArgs } from "node:util"
import { peersResults } from "./dev/peers.ts"
import { memoryResults } from "./memory.ts"
import { emptyBlockResults } from "./node/blocks.ts"
import { bootResults } from "./node/boot.ts"
import { commitResults } from "./node/commit.ts"
import { epochLatencyResults } from "./node/epoch.ts"
import { readsResults } from "./node/reads.ts"
import { punctualResults, transfersResults } from "./node/transfers.ts"
import { type Part, runParts } from "./parts.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keys: { type: "string", default: "100000" }, blocks: { type: "string", default: "5000" } },
})
const heavy = { subnets: 128, uids: 256, largest: 1024, tempo: 10, blockTimeMs: 250 }

const parts: Readonly<Record<string, Part>> = {
  boot: () => bootResults(100_000, 3),
  block: () => emptyBlockResults(400),
  commit: () => commitResults(Number(values.keys), 40),
  reads: () => readsResults(40_000),
  transfers: () => transfersResults({ count: 15_000, signatureThreads: 1 }),
  punctual: () => punctualResults({ count: 10_000, signatureThreads: 1, perSecond: 1000 }),
  unthreaded: () => transfersResults({ count: 6000, signatureThreads: 0 }),
  epoch: () => epochLatencyResults(heavy, 4),
  memory: () => memoryResults("node", Number(values.blocks), false),
  peers: () => peersResults({ blocks: 1000, rounds: 50, reads: 20_000 }),
}
await runParts(parts, positionals)
