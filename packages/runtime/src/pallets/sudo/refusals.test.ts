import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { expectRefusal } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { calls as system } from "../system/schema.ts"
import { calls, storage } from "./schema.ts"

const { Alice, Bob } = devAccounts
const id = (value: Hex) => ({ type: "Id", value }) as const
const byIndex = { type: "Index", value: undefined } as const
const remark = system.remark_with_event.make({ remark: Uint8Array.of(1) })
const weight = { ref_time: 1n, proof_size: 1n }

/** Each with the event of its success. */
const examples = [
  ["Sudo.Sudid", calls.sudo.make({ call: remark })],
  ["Sudo.Sudid", calls.sudo_unchecked_weight.make({ call: remark, weight })],
  ["Sudo.SudoAsDone", calls.sudo_as.make({ who: id(Bob), call: remark })],
  ["Sudo.KeyChanged", calls.set_key.make({ new: id(Bob) })],
  ["Sudo.KeyRemoved", calls.remove_key.make({})],
] as const

describe.each(examples)("%s", (event, call) => {
  test(`${call.value.type} is the key holder's or root's, and free`, () => {
    for (const caller of [Alice, "root"] as const) {
      const chain = createTestChain()
      storage.Key.set(chain.state, Alice)
      expect(chain.call(caller, call)).toEqual({ ok: true, post: { pays: "No" } })
      expect(chain.takeEvents().at(-1)).toBe(event)
    }
  })

  test(`${call.value.type} is nobody else's, and nobody's at all once the key is gone`, () => {
    const chain = createTestChain()
    storage.Key.set(chain.state, Alice)
    expectRefusal(chain, Bob, call, "Sudo.RequireSudo")
    expectRefusal(chain, "none", call, "BadOrigin")
    storage.Key.delete(chain.state)
    expectRefusal(chain, Alice, call, "Sudo.RequireSudo")
  })
})

test("addresses that are no accounts are not looked up", () => {
  const chain = createTestChain()
  for (const call of [
    calls.set_key.make({ new: byIndex }),
    calls.sudo_as.make({ who: byIndex, call: remark }),
  ])
    expectRefusal(chain, "root", call, "CannotLookup")
})
