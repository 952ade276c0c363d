import { expect, it } from "vitest"
import { total } from "./attacks.testkit.ts"
import { scrapingAttacks } from "./scrapingAttacks.testkit.ts"
import { play } from "./world.testkit.ts"

it.each(scrapingAttacks.map((attack) => [attack.name, attack] as const))(
  "%s: as docs/ATTACKS.md says",
  async (_, { plan, attackers, honest, stopped }) => {
    const income = await play(plan)
    expect(total(income, honest)).toBeGreaterThan(0)
    const share = total(income, attackers) / total(income, honest)
    // What is admitted there earns as much as honest work, but for luck in the draw of jobs.
    if (stopped) expect(share).toBeLessThan(0.5)
    else expect(share).toBeGreaterThan(0.8)
  },
  120_000,
)
