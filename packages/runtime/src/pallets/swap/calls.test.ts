import { describe, it } from "vitest"
import { expectRefusal } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain } from "../../testKit.ts"
import { testCall } from "../subtensor/calls/callTable.testkit.ts"
import { calls } from "./schema.ts"

/* behaviour/staking.md section 11. */

const { Alice, Bob } = devAccounts

testCall({
  call: calls.set_fee_rate,
  start: createTestChain,
  caller: "root",
  args: { netuid: 1, rate: 10_000 },
  emits: ["Swap.FeeRateSet"],
  refuses: {
    MechanismDoesNotExist: { when: "no such subnet", args: { netuid: 9 } },
    FeeRateTooHigh: { args: { rate: 10_001 } },
  },
})

describe.each([
  calls.add_liquidity.make({ hotkey: Bob, netuid: 1, tick_low: -1, tick_high: 1, liquidity: 5n }),
  calls.remove_liquidity.make({ hotkey: Bob, netuid: 1, position_id: 5n }),
  calls.modify_position.make({ hotkey: Bob, netuid: 1, position_id: 5n, liquidity_delta: -5n }),
  calls.toggle_user_liquidity.make({ netuid: 1, enable: true }),
  calls.disable_lp.make({}),
])("$value.type", (call) => {
  it.each(["root", Alice, "none"] as const)("is refused, whoever asks: %s", (caller) => {
    expectRefusal(createTestChain(), caller, call, "Swap.Deprecated")
  })
})
