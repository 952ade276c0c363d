/** A little of the fuzzers, with seeds that stay the same. `npm run fuzz -- --minutes 10` for more of other seeds. */
import { describe, it } from "vitest"
import { seeds, targets } from "./targets.ts"

describe.each(Object.entries(targets))("%s", (_name, { run, runs }) => {
  it.each(seeds.map((seed) => ({ seed })))("holds with seed $seed", ({ seed }) => run({ seed, runs }))
})
