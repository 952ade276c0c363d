import { expect, test } from "vitest"
import { expectRefusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { storage as aura } from "../aura/schema.ts"
import { calls, constants, storage } from "./schema.ts"

const { Alice } = devAccounts

/** Block 2, before its timestamp; slots take 250 ms. */
function open(): TestChain {
  const chain = createTestChain()
  chain.runBlocks(1)
  aura.CurrentSlot.set(chain.state, 2n)
  chain.takeEvents()
  return chain
}
const set = (now: bigint) => calls.set.make({ now })

test("the inherent sets the time, once a block, and tells nothing", () => {
  const chain = open()
  for (const caller of [Alice, "root"] as const) expectRefusal(chain, caller, set(500n), "BadOrigin")
  expect(chain.call("none", set(500n))).toEqual({ ok: true, post: {} })
  expect([storage.Now.get(chain.state), chain.takeEvents()]).toEqual([500n, []])
  expectRefusal(chain, "none", set(600n), "Other")
})

const other = { error: "Other", caller: "none" } as const
testRefusals(open, [
  { ...other, when: "the last block's time", call: set(250n) },
  {
    ...other,
    when: "less than half a slot after the last block",
    call: set(500n),
    arrange: ({ state }) => storage.Now.set(state, 501n - constants.MinimumPeriod.get(state)),
  },
  { ...other, when: "the slot before", call: set(499n) },
  { ...other, when: "the slot after", call: set(750n) },
])
