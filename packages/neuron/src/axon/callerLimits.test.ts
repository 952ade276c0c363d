import { describe, expect, it } from "vitest"
import type { Clock } from "../clock.ts"
import { neuronInfo } from "../testKit.ts"
import { type CallerLimits, type CallerTier, createCallerLimits } from "./callerLimits.ts"
import type { AxonError } from "./types.ts"

const tao = 1_000_000_000n
const tiers: CallerTier[] = [
  { minStake: 0n, requestsPerMinute: 2, concurrent: 5 },
  { minStake: 100n * tao, requestsPerMinute: 60, concurrent: 2 },
]
const neuron = (hotkey: string, stake: bigint) => neuronInfo(hotkey, { stake })

function setUp(of: readonly CallerTier[] = tiers) {
  let now = 0
  const clock: Clock = { unixNanoseconds: () => 0n, milliseconds: () => now, sleep: async () => {} }
  const limits = createCallerLimits({ tiers: of }, clock)
  limits.update({ neurons: [neuron("rich", 500n * tao), neuron("poor", 1n)] })
  return {
    limits,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}
const ask = (limits: CallerLimits, hotkey: string): string => {
  try {
    limits.enter(hotkey)()
    return "served"
  } catch (error) {
    const { status, headers } = error as AxonError
    return `${status} ${headers["retry-after"]}`
  }
}

describe("limits by stake", () => {
  it("serve so many requests a minute, more to who has more stake, and more as time passes", () => {
    const { limits, pass } = setUp()
    expect([1, 2, 3].map(() => ask(limits, "poor"))).toEqual(["served", "served", "429 30"])
    expect(Array.from({ length: 61 }, () => ask(limits, "rich")).at(-1)).toBe("429 1")
    pass(30_000)
    expect([1, 2].map(() => ask(limits, "poor"))).toEqual(["served", "429 30"])
    pass(3_600_000)
    expect([1, 2, 3].map(() => ask(limits, "poor"))).toEqual(["served", "served", "429 30"])
  })

  it("turn away who earns as a miner, whatever it has staked, where that is wanted", () => {
    const clock: Clock = { unixNanoseconds: () => 0n, milliseconds: () => 0, sleep: async () => {} }
    const neurons = [
      { ...neuron("validator", tao), dividends: 0.9 },
      { ...neuron("both", tao), dividends: 0.1, incentive: 0.1 },
      { ...neuron("miner", 500n * tao), dividends: 0.01, incentive: 0.5 },
    ]
    const asked = (refuseMiners: boolean) => {
      const limits = createCallerLimits({ tiers, refuseMiners }, clock)
      limits.update({ neurons })
      return neurons.map(({ hotkey }) => ask(limits, hotkey))
    }
    expect(asked(false)).toEqual(["served", "served", "served"])
    expect(asked(true)).toEqual(["served", "served", "403 undefined"])
  })

  it("hold how many of a caller's requests run at once", () => {
    const { limits } = setUp()
    const first = limits.enter("rich")
    limits.enter("rich")
    expect(ask(limits, "rich")).toBe("429 1")
    first()
    // Ending twice frees one place.
    first()
    limits.enter("rich")
    expect(ask(limits, "rich")).toBe("429 1")
  })

  it("take all who are not registered for one, however many keys they make", () => {
    const { limits } = setUp()
    expect(["a", "b", "c"].map((key) => ask(limits, key))).toEqual(["served", "served", "429 30"])
  })

  it("turn away who is below the lowest tier, and follow the metagraph", () => {
    const { limits } = setUp(tiers.slice(1))
    expect(["rich", "poor", "stranger"].map((key) => ask(limits, key))).toEqual([
      "served",
      "403 undefined",
      "403 undefined",
    ])
    limits.update({ neurons: [neuron("poor", 200n * tao)] })
    expect(["rich", "poor"].map((key) => ask(limits, key))).toEqual(["403 undefined", "served"])
    expect([limits.priority("poor"), limits.priority("rich")]).toEqual([200e9, 0])
  })
})
