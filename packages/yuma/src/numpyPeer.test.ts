import { expect, test } from "vitest"
import { createEpochKernel } from "./kernel/epochKernel.ts"
import { peerMissing, startPeer } from "./numpyPeer.fixture.ts"
import { runEpoch } from "./runEpoch.ts"
import { type EpochMode, syntheticEpoch } from "./syntheticEpoch.fixture.ts"

/* The benchmarks' cases, tiny: what is measured computes, and the peer computes the same. */

const missing = peerMissing()

for (const mode of ["yuma2", "yuma3", "liquid"] as EpochMode[]) {
  for (const perRow of [24, 7]) {
    const input = syntheticEpoch({ n: 24, validators: 6, perRow, mode })

    test(`${mode}, ${perRow} of 24 uids: the kernel takes it`, () => {
      const kernel = createEpochKernel()
      kernel.load(input)
      expect(kernel.run()).toBe(true)
      expect(kernel.output().incentive.some((share) => share > 0)).toBe(true)
    })

    test.skipIf(missing !== undefined)(
      `${mode}, ${perRow} of 24 uids: numpy agrees (${missing ?? "present"})`,
      async () => {
        const peer = startPeer(input)
        await peer.run()
        const { incentive, dividends } = await peer.result()
        peer.stop()
        const output = runEpoch(input)
        incentive.forEach((share, uid) => {
          expect(Math.abs(share * 65_535 - output.incentive[uid]!)).toBeLessThan(1.01)
          expect(Math.abs(dividends[uid]! * 65_535 - output.dividends[uid]!)).toBeLessThan(1.01)
        })
      },
    )
  }
}
