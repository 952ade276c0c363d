import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { expect, test } from "vitest"
import { expectRefusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { calls as system } from "../system/schema.ts"
import { calls } from "./schema.ts"

const { Alice } = devAccounts
const remark = system.remark_with_event.make({ remark: Uint8Array.of(1) })
/** Root's, so that it fails when Alice makes it. */
const rootOnly = system.set_storage.make({ items: [[Uint8Array.of(9), Uint8Array.of(1)]] })
const as_origin = { type: "system", value: { type: "Signed", value: Alice } } as const
const weight = { ref_time: 1n, proof_size: 1n }
const tooMany = Array<RuntimeCallValue>(10_923).fill(remark)
const batches = [calls.batch, calls.batch_all, calls.force_batch]

testRefusals(createTestChain, [
  ...batches.flatMap((batch) => {
    const when = batch.name
    return [
      { error: "BadOrigin", when, caller: "none" as const, call: batch.make({ calls: [remark] }) },
      { error: "Utility.TooManyCalls", when, caller: Alice, call: batch.make({ calls: tooMany }) },
      {
        error: "System.CallFiltered",
        when: `${when} with a batch in it`,
        caller: Alice,
        call: batch.make({ calls: [remark, calls.force_batch.make({ calls: [remark] })] }),
      },
    ]
  }),
  {
    error: "BadOrigin",
    when: "batch_all with an item that fails",
    caller: Alice,
    call: calls.batch_all.make({ calls: [remark, rootOnly] }),
  },
  ...(["root", "none"] as const).map((caller) => ({
    error: "BadOrigin",
    when: `as_derivative by ${caller}`,
    caller,
    call: calls.as_derivative.make({ index: 0, call: remark }),
  })),
  {
    error: "BadOrigin",
    when: "if_else from nobody",
    caller: "none",
    call: calls.if_else.make({ main: remark, fallback: remark }),
  },
  {
    error: "BadOrigin",
    when: "if_else whose branches both fail",
    caller: Alice,
    call: calls.if_else.make({ main: rootOnly, fallback: rootOnly }),
  },
  {
    error: "BadOrigin",
    when: "dispatch_as_fallible of what the origin may not",
    caller: "root",
    call: calls.dispatch_as_fallible.make({ as_origin, call: rootOnly }),
  },
])

const rootCalls = [
  calls.dispatch_as.make({ as_origin, call: remark }),
  calls.dispatch_as_fallible.make({ as_origin, call: remark }),
  calls.with_weight.make({ call: rootOnly, weight }),
]

test("some are root's", () => {
  const chain = createTestChain()
  for (const call of rootCalls) {
    for (const caller of [Alice, "none"] as const) expectRefusal(chain, caller, call, "BadOrigin")
    expect(chain.call("root", call).ok).toBe(true)
  }
  expect(chain.state.get("\u0009")).toEqual(Uint8Array.of(1))
  expect(chain.takeEvents()).toEqual([
    "System.Remarked",
    "Utility.DispatchedAs",
    "System.Remarked",
    "Utility.DispatchedAs",
  ])
})
