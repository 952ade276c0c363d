import { expect, it } from "vitest"
import { total } from "./attacks.testkit.ts"
import { trainingAttacks } from "./trainingAttacks.testkit.ts"
import { play } from "./world.testkit.ts"

const named = trainingAttacks.map((attack) => [attack.name, attack] as const)

it.each(named.filter(([, { stopped }]) => stopped))(
  "%s: earns less than an honest participant",
  async (_, { plan, attackers, honest }) => {
    const income = await play(plan)
    expect(total(income, honest)).toBeGreaterThan(0)
    expect(total(income, attackers)).toBeLessThan(total(income, honest) / 5)
  },
)

/** As docs/ATTACKS.md admits. One that fails here is good news, and wants a line there. */
it.each(named.filter(([, { stopped }]) => !stopped))(
  "%s: is not stopped",
  async (_, { plan, attackers, honest }) => {
    const income = await play(plan)
    expect(total(income, attackers)).toBeGreaterThan(total(income, honest))
  },
)
