/**
 * What a development chain manages: `npm run bench bench/dev`, or `npx tsx bench/dev.ts [boot inProcess pytest blocks epoch snapshot scenarios
 * memory peers] [--blocks 200000]`. `--blocks`: how many the heap is watched over. All figures are of wall clock, so the machine should do
 * nothing else.
 */
import { parseArgs } from "node:util"
import { bootResults, inProcessResults } from "./dev/boot.ts"
import { emptyBlocksResults, epochResults, scenarioResults, snapshotResults } from "./dev/controls.ts"
import { peersResults } from "./dev/peers.ts"
import { pytestResults } from "./dev/pytest.ts"
import { memoryResults } from "./memory.ts"
import { type Part, runParts } from "./parts.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { blocks: { type: "string", default: "5000" } },
})

const parts: Readonly<Record<string, Part>> = {
  inProcess: () => inProcessResults(30),
  boot: () => bootResults(5),
  pytest: pytestResults,
  blocks: () => emptyBlocksResults(10_000),
  epoch: () => epochResults(256, 10),
  snapshot: () => snapshotResults(100_000, 100),
  scenarios: async () => [
    ...(await scenarioResults("one-subnet", 2000)),
    ...(await scenarioResults("large")),
  ],
  memory: () => memoryResults("development chain", Number(values.blocks), true),
  peers: () => peersResults({ blocks: 10_000, rounds: 200, reads: 20_000 }),
}
await runParts(parts, positionals)
