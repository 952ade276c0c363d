import { describe, expect, it } from "vitest"
import { MinerFailure } from "./errors.ts"
import { createRouter } from "./router.ts"
import { route } from "./testKit.ts"
import type { MinerRoute } from "./types.ts"

function setUp(initial: MinerRoute[]) {
  const world = { miners: initial, now: 1_000_000, random: 0 }
  const router = createRouter(
    { coolDownMs: 1_000, coolDownMaxMs: 60_000 },
    { miners: () => world.miners, now: () => world.now, random: () => world.random },
  )
  const pick = (tried = new Set<string>()) => router.pick("m", tried)
  return { world, router, pick }
}
const broken = new MinerFailure("broken", "")

describe("router", () => {
  it("chooses in proportion to incentive", () => {
    const { world, pick } = setUp([route(0, 0.1), route(1, 0), route(2, 0.3), route(3, 0.6)])
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 1000; i += 1) {
      world.random = i / 1000
      const uid = pick()?.route.uid ?? -1
      counts[uid] = (counts[uid] ?? 0) + 1
    }
    expect(counts[1]).toBe(0)
    for (const [uid, expected] of [
      [0, 100],
      [2, 300],
      [3, 600],
    ] as const) {
      expect(Math.abs((counts[uid] ?? 0) - expected)).toBeLessThanOrEqual(1)
    }
  })

  it("goes round when nobody has incentive, also when it is nonsense", () => {
    const { pick } = setUp([
      route(0, 0),
      route(1, Number.NaN),
      route(2, -1),
      route(3, Number.POSITIVE_INFINITY),
    ])
    expect(Array.from({ length: 5 }, () => pick()?.route.uid)).toEqual([0, 1, 2, 3, 0])
  })

  it("asks each miner once a request, those without incentive last", () => {
    const { pick } = setUp([route(0, 0), route(1, 1), route(2, 1)])
    const tried = new Set<string>()
    expect([pick(tried), pick(tried), pick(tried), pick(tried)].map((each) => each?.route.uid)).toEqual([
      1,
      2,
      0,
      undefined,
    ])
  })

  it("knows who serves which model", () => {
    const { pick } = setUp([route(0, 1, { models: ["other"] }), route(1, 0.1, { models: ["m"] })])
    expect(pick()?.route.uid).toBe(1)
  })

  it("doubles the cool-down with each failure, up to a bound, and ends it with a success", () => {
    const { world, router, pick } = setUp([route(0)])
    const waits: number[] = []
    for (let i = 0; i < 8; i += 1) {
      pick()?.failed(broken)
      waits.push((router.health()[0]?.coolUntil ?? 0) - world.now)
      world.now = router.health()[0]?.coolUntil ?? 0
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    pick()?.succeeded(120)
    expect(router.health()).toMatchObject([{ failures: 0, coolUntil: 0, latencyMs: 120 }])
  })

  it("passes over a miner that cools down, and lets one request at a time try it afterwards", () => {
    const { world, pick } = setUp([route(0, 100), route(1, 1)])
    pick()?.failed(broken)
    expect(pick()?.route.uid).toBe(1)
    world.now += 1_000
    const probe = pick()
    expect(probe?.route.uid).toBe(0)
    expect(pick()?.route.uid).toBe(1)
    probe?.released()
    const again = pick()
    expect(again?.route.uid).toBe(0)
    again?.succeeded(1)
    again?.failed(broken)
    expect(pick()?.route.uid).toBe(0)
  })

  it("rather asks a miner that cools down than none", () => {
    const { pick } = setUp([route(0), route(1)])
    pick()?.failed(new MinerFailure("lied", ""))
    pick()?.failed(broken)
    expect(pick()?.route.uid).toBe(1)
  })

  it("does not hold a refusal or a departed client against a miner, and obeys retry-after within reason", () => {
    const { world, router, pick } = setUp([route(0)])
    pick()?.failed(new MinerFailure("refused", ""))
    pick()?.released()
    expect(router.health()).toMatchObject([{ failures: 0, coolUntil: 0 }])
    pick()?.failed(new MinerFailure("busy", "", { retryAfterSeconds: 1e9 }))
    expect(router.health()).toMatchObject([{ failures: 0, coolUntil: world.now + 60_000 }])
  })

  it("forgets the record of a slot that changed hands, and does not grow with strangers", () => {
    const { world, router, pick } = setUp([route(0)])
    pick()?.failed(broken)
    world.miners = [route(0, 1, { hotkey: "5Other" })]
    expect(router.health()).toMatchObject([{ failures: 0 }])
    for (let i = 0; i < 1000; i += 1) {
      world.miners = [route(0, 1, { hotkey: `5Other${i}` })]
      pick()?.failed(broken)
    }
    expect(router.health()).toHaveLength(1)
  })
})
