/** The node's bench with tiny inputs, so that it still runs when somebody wants its figures. Figures themselves are no matter of a test. */
import { expect, it } from "vitest"
import { emptyBlockResults } from "../../bench/node/blocks.ts"
import { bootResults } from "../../bench/node/boot.ts"
import { readsResults } from "../../bench/node/reads.ts"
import { punctualResults, transfersResults } from "../../bench/node/transfers.ts"

it("measures boots, blocks, reads and transfers", async () => {
  const results = [
    ...(await bootResults(50, 1)),
    ...(await emptyBlockResults(4)),
    ...(await readsResults(200)),
    ...(await transfersResults({ count: 60, signatureThreads: 1 })),
    ...(await punctualResults({ count: 60, signatureThreads: 0, perSecond: 60 })),
  ]
  expect(results.map(({ what }) => what)).toHaveLength(11)
  for (const { value } of results) expect(Number.isFinite(value)).toBe(true)
})
