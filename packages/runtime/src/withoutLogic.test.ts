import type { State } from "@taonet/frame/state"
import { describe, expect, test } from "vitest"
import { pallets } from "./pallets/index.ts"
import { devAccounts } from "./specs/devAccounts.ts"
import { createTestChain } from "./testKit.ts"
import { callsWithoutLogic, withoutLogic } from "./withoutLogic.ts"

/** How many calls lack their logic at most: lower it when some get theirs. */
const atMost = 19

const listed = Object.entries(withoutLogic)
const count = listed.reduce((sum, [, names]) => sum + names.length, 0)

describe("the list of calls without logic", () => {
  test("is what is missing (npx tsx scripts/parity.ts rewrites it)", () => {
    expect(listed).toEqual([...callsWithoutLogic(pallets)])
  })

  test("only shrinks", () => {
    expect(count).toBeLessThanOrEqual(atMost)
  })

  test("is of calls that fail with Unavailable, whoever calls and before arguments are looked at", () => {
    const { state } = createTestChain()
    const dispatch = (of: State, type: string, name: string) =>
      of.dispatcher.dispatch(
        of,
        { type: "Signed", value: devAccounts.Alice },
        { type, value: { type: name, value: {} } },
      )
    for (const [pallet, names] of callsWithoutLogic(pallets)) {
      for (const name of names) {
        // A guard looks at this one before the dispatcher finds that it has no logic.
        if (name === "associate_evm_key") continue
        expect([name, dispatch(state, pallet, name)]).toMatchObject([
          name,
          { ok: false, error: { value: { type: "Unavailable" } } },
        ])
      }
    }
  })
})
