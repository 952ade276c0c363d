import { bench, describe } from "vitest"
import { runEpoch, runEpochInBigint } from "./runEpoch.ts"
import { readVector } from "./vectorCases.fixture.ts"

/* 256 uids of which 64 are validators; dense: each weighs all 256, sparse30: 30 each. `npx vitest bench packages/yuma` */

const files = [
  "r256_0_y2_dense.json.gz",
  "r256_1_y3_dense.json.gz",
  "r256_2_y3liquid_dense.json.gz",
  "r256_3_y2_sparse30.json.gz",
  "r256_4_y3liquid_sparse30.json.gz",
]

for (const file of files) {
  const { name, input } = readVector(file)
  describe(name, () => {
    bench("runEpoch", () => void runEpoch(input))
    bench("in bigint", () => void runEpochInBigint(input))
  })
}
