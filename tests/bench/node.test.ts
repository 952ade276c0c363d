/** The node's bench with tiny inputs, so that it still runs when somebody wants its figures. Figures themselves are no matter of a test. */
import { expect, it } from "vitest"
import { memoryResults } from "../../bench/memory.ts"
import { emptyBlockResults } from "../../bench/node/blocks.ts"
import { bootResults } from "../../bench/node/boot.ts"
import { commitResults } from "../../bench/node/commit.ts"
import { epochLatencyResults } from "../../bench/node/epoch.ts"
import { readsResults } from "../../bench/node/reads.ts"
import { punctualResults, transfersResults } from "../../bench/node/transfers.ts"
import { waitForClients } from "../support/deadlines.ts"

waitForClients()
const network = { subnets: 2, uids: 8, largest: 12, tempo: 4, blockTimeMs: 50 }

it("measures boots, blocks, commits, reads, transfers and memory", async () => {
  const results = [
    ...(await bootResults(50, 1)),
    ...(await emptyBlockResults(4)),
    ...(await readsResults(200)),
    ...(await transfersResults({ count: 60, signatureThreads: 1 })),
    ...(await punctualResults({ count: 60, signatureThreads: 0, perSecond: 60 })),
    ...(await commitResults(40, 2)),
    ...(await epochLatencyResults(network, 1)),
    ...(await memoryResults("node", 40, false)),
  ]
  expect(results.map(({ what }) => what)).toHaveLength(20)
  for (const { value } of results) expect(Number.isFinite(value)).toBe(true)
})
