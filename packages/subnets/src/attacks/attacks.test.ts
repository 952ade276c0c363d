import { expect, it } from "vitest"
import { attacks, total } from "./attacks.testkit.ts"
import { play } from "./world.testkit.ts"

const stopped = attacks.filter((attack) => attack.stopped)
const known = attacks.filter((attack) => !attack.stopped)
/** What honest work earns may differ by so much by luck alone: each validator draws its own questions. */
const luck = 0.1

it.each(stopped.map((attack) => [attack.name, attack] as const))(
  "%s: earns less than an honest participant",
  async (_, { plan, attackers, honest }) => {
    const income = await play(plan)
    expect(total(income, honest)).toBeGreaterThan(0)
    expect(total(income, attackers)).toBeLessThan(total(income, honest))
  },
)

/** As docs/ATTACKS.md admits. One that fails here is good news, and wants a line there. */
it.each(known.map((attack) => [attack.name, attack] as const))(
  "%s: is not stopped",
  async (_, { plan, attackers, honest }) => {
    const income = await play(plan)
    expect(total(income, attackers)).toBeGreaterThan(total(income, honest) * (1 - luck))
  },
)
