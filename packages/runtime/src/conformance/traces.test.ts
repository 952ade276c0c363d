import { describe, expect, it } from "vitest"
import { differing, judgeRecorded } from "./recorded.testkit.ts"
import { createTally } from "./tally.ts"

/* The guard of the pallets' behaviour: every recorded line is equal, or differs by a change that has a name. */

const traces: readonly (readonly [name: string, lines: number])[] = [
  ["emission_1", 427],
  ["fuzz_mix_2", 551],
  ["keyswap_2", 409],
  ["lifecycle_1", 359],
  ["ratelimits_1", 388],
  ["staking_1", 539],
  ["tiny_epoch_1", 56],
  ["tiny_epoch_2", 56],
  ["tiny_reg_1", 55],
  ["tiny_reg_2", 48],
  ["tiny_stake_1", 37],
  ["tiny_stake_2", 40],
  ["weights_cr_2", 610],
]

/** How many lines each known change has a part in. What is new at 461 is left out: it grows as we write more of it. */
const excuses: Readonly<Record<string, number>> = {
  "age of root stake moves": 4,
  "alpha part first": 37,
  "auto parents off root": 4,
  "claim rates of stakers": 38,
  "claim settings gone": 9,
  "claims of root dividends": 13,
  "cleanup after the block": 10,
  "fresh alpha counters": 10,
  "kept stake keeps its owner": 3,
  "minimum of transfers": 1,
  "moves are not capped": 17,
  "moves make delegates": 6,
  "no clock of key swaps": 30,
  "no rows of nothing": 401,
  "no rows of nothing after a swap": 10,
  "parents of a new subnet": 12,
  "pot of a dissolved subnet": 9,
  "registration fee to the author": 172,
  "root dividends claimed": 1492,
  "set_activity_cutoff_factor moved": 5,
  "set_tempo moved": 7,
  "stamps of root stake only": 331,
  "swap on a subnet that is there": 1,
  "timelocked commits are rate limited": 4,
  "unpaid root alpha": 21,
  "weight before buy": 835,
}

describe("recorded traces", () => {
  const tally = createTally()

  it.each(traces)("%s: none of %i lines differs without a known reason", (name, lines) => {
    const judged = judgeRecorded(name)
    for (const each of judged) tally.add(each)
    expect(judged).toHaveLength(lines)
    expect(differing(judged)).toEqual([])
  })

  it("need each excuse as often as before", () => {
    const { "items that are new": _, ...reasons } = Object.fromEntries(tally.result().byReason)
    expect(reasons).toEqual(excuses)
  })
})
