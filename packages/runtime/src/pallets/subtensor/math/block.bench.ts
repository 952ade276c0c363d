import { SafeFloat } from "@taonet/primitives/safeFloat"
import { bench, describe } from "vitest"
import { alphaSplit } from "./alphaSplit.ts"
import { blockEmission } from "./blockEmission.ts"
import { nextMovingPrice } from "./movingPrice.ts"
import { decayedBurn } from "./registrationBurn.ts"
import { rootProportion } from "./rootProportion.ts"
import { updateOne, valueOfShare } from "./sharePool.ts"
import { type EmissionGate, type EmittingSubnet, subnetEmissions } from "./subnetEmissionShares.ts"
import { subnetTerms } from "./subnetTerms.ts"

/* What every block computes for its subnets. `npx vitest bench packages/runtime/src/pallets/subtensor/math` */

const ONE = 1n << 64n
const COUNT = 128
const subnets: EmittingSubnet[] = Array.from({ length: COUNT }, (_, i) => ({
  mechanism: 1,
  movingPrice: 2_000_000n + BigInt(i * i) * 7_919n,
  minerBurned: BigInt(i % 5) * 300_000_000n,
  emissionEnabled: i % 7 !== 0,
}))
const gate: EmissionGate = {
  bar: ONE / 100n,
  barRank: 32,
  barQuantile: (ONE * 61n) / 100n,
  exponent: 3n * ONE,
}
const issuances = Array.from({ length: COUNT }, (_, i) => 10n ** 14n * BigInt(i + 1))
const TAO_WEIGHT = 3_320_413_933_267_719_290n

describe("a block", () => {
  bench("block emission, once", () => void blockEmission(10_600_000_123_456_789n))
  bench("emission shares of 128 subnets", () => void subnetEmissions(subnets, gate, 361, 500_000_000n))
  bench(
    "emission shares of 128 subnets, bar refreshed",
    () => void subnetEmissions(subnets, gate, 360, 500_000_000n),
  )
  bench("alpha emission, root proportion, terms and split of 128 subnets", () => {
    for (const issuance of issuances) {
      const proportion = rootProportion(6_000_000_000_000_000n, TAO_WEIGHT, issuance)
      const terms = subnetTerms({
        taoEmission: 17_000_000_000_000_000n,
        spotPrice: ONE / 33n,
        alphaEmission: blockEmission(issuance),
        rootProportion: proportion,
      })
      alphaSplit({ alphaOut: terms.alphaOut, ownerCut: 11_796, rootProportion: proportion })
    }
  })
  bench("moving prices of 128 subnets", () => {
    for (const { movingPrice } of subnets) {
      nextMovingPrice({
        movingAlpha: 12_885n,
        firstEmissionBlock: 2_049_693n,
        block: 6_273_851,
        halvingBlocks: 201_600n,
        spotPrice: ONE / 33n,
        movingPrice,
      })
    }
  })
  bench("registration burns of 128 subnets", () => {
    for (const issuance of issuances) decayedBurn(issuance, 360, { min: 500_000n, max: 100_000_000_000n })
  })
})

describe("share pool", () => {
  const first = updateOne({ sharedValue: 0n, denominator: SafeFloat.ZERO }, SafeFloat.ZERO, 123_456_789_012n)
  const pool = { ...first.pool, sharedValue: first.pool.sharedValue + 987_654_321n }
  bench("value of a share", () => void valueOfShare(pool, first.share))
  bench("stake", () => void updateOne(pool, first.share, 5_000_000_000n))
  bench("unstake", () => void updateOne(pool, first.share, -5_000_000_000n))
})
