import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { describe, expect, test } from "vitest"
import { calls as balances } from "./pallets/balances/schema.ts"
import { storage as safeMode } from "./pallets/safeMode/schema.ts"
import { calls as subtensor } from "./pallets/subtensor/schema.ts"
import { calls as system } from "./pallets/system/schema.ts"
import { calls as utility } from "./pallets/utility/schema.ts"
import { devAccounts } from "./specs/devAccounts.ts"
import { createTestChain } from "./testKit.ts"

/* behaviour/other-pallets.md section 1, base call filter. */

const { Alice, Bob } = devAccounts
const remark = system.remark.make({ remark: new Uint8Array() })
const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
const weights = subtensor.set_weights.make({ netuid: 1, dests: [], weights: [], version_key: 0n })
const kinds = ["batch", "batch_all", "force_batch"] as const

function outcome(call: RuntimeCallValue, signer: typeof Alice | "root" = Alice, safe = false): string {
  const { state, call: dispatch } = createTestChain()
  if (safe) safeMode.EnteredUntil.set(state, 100)
  const result = dispatch(signer, call)
  return result.ok ? "ok" : result.error.message.split(":")[0]!
}

describe("batches", () => {
  test.each(kinds)("hold no batch directly: %s", (inner) => {
    for (const outer of kinds) {
      const call = utility[outer].make({ calls: [remark, utility[inner].make({ calls: [] })] })
      expect(outcome(call)).toBe("System.CallFiltered")
      expect(outcome(call, "root")).toBe("ok")
    }
  })

  test("may hold one behind another call", () => {
    const hidden = utility.if_else.make({ main: utility.batch.make({ calls: [remark] }), fallback: remark })
    expect(outcome(utility.batch.make({ calls: [hidden] }))).toBe("ok")
  })
})

describe("safe mode", () => {
  test("lets only what keeps the chain alive pass", () => {
    expect(outcome(transfer, Alice, true)).toBe("System.CallFiltered")
    expect(outcome(utility.batch.make({ calls: [] }), Alice, true)).toBe("System.CallFiltered")
    expect(outcome(remark, Alice, true)).toBe("ok")
    expect(outcome(weights, Alice, true)).not.toBe("System.CallFiltered")
  })

  test("does not bind root", () => {
    const force = balances.force_set_balance.make({ who: { type: "Id", value: Bob }, new_free: 5000n })
    expect(outcome(force, "root", true)).toBe("ok")
  })
})
