import { bench, describe } from "vitest"
import { createEpochKernel } from "./kernel/epochKernel.ts"
import { peerMissing, startPeer } from "./numpyPeer.fixture.ts"
import { runEpoch, runEpochInBigint } from "./runEpoch.ts"
import { type EpochMode, syntheticEpoch } from "./syntheticEpoch.fixture.ts"

/*
 * An epoch of 64 validators who weigh all uids (dense) or some: `runEpoch` from arrays to arrays, the kernel alone on a loaded input, the
 * bigint definition, and a float64 numpy Yuma as peer. `npx vitest bench --run packages/yuma`; numpyPeer.test.ts runs the same tiny.
 */

const sizes = [
  { n: 256, perRow: 256 },
  { n: 256, perRow: 30 },
  { n: 1_024, perRow: 1_024 },
  { n: 1_024, perRow: 100 },
  { n: 4_096, perRow: 4_096 },
  { n: 4_096, perRow: 100 },
]
const modes: readonly EpochMode[] = ["yuma2", "yuma3", "liquid"]
const missing = peerMissing()
if (missing !== undefined) console.error(`numpy peer skipped: ${missing}`)
const time = { time: 400, warmupTime: 300, warmupIterations: 20 }

for (const { n, perRow } of sizes) {
  for (const mode of modes) {
    describe(`${n} uids, ${perRow < n ? `sparse-${perRow}` : "dense"}, ${mode}`, () => {
      const input = syntheticEpoch({ n, validators: 64, perRow, mode })
      const kernel = createEpochKernel()
      kernel.load(input)
      bench("runEpoch", () => void runEpoch(input), time)
      bench("kernel alone", () => void kernel.run(), time)
      if (n === 256) bench("bigint definition", () => void runEpochInBigint(input), time)
      if (missing === undefined) {
        let peer: ReturnType<typeof startPeer>
        bench("numpy float64", () => peer.run(), {
          ...time,
          warmupIterations: 3,
          setup: () => {
            peer ??= startPeer(input)
          },
          teardown: (_task, phase) => {
            if (phase === "run") peer.stop()
          },
        })
      }
    })
  }
}
