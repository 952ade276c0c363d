import { expect, it } from "vitest"
import { callsTo, differing, judgeRecorded } from "../../../conformance/recorded.testkit.ts"

const stakingCalls = callsTo(
  "add_stake",
  "add_stake_limit",
  "remove_stake",
  "remove_stake_limit",
  "remove_stake_full_limit",
  "move_stake",
  "swap_stake",
  "swap_stake_limit",
  "transfer_stake",
  "unstake_all",
  "unstake_all_alpha",
  "recycle_alpha",
  "burn_alpha",
  "add_stake_burn",
  "set_coldkey_auto_stake_hotkey",
  "try_associate_hotkey",
  "increase_take",
  "decrease_take",
)

it.each([
  ["tiny_stake_1", 17],
  ["tiny_stake_2", 16],
  ["staking_1", 296],
])("does call by call what the real pallet did, %s", (name, calls) => {
  const judged = judgeRecorded(name, { wanted: stakingCalls })
  expect(judged).toHaveLength(calls)
  expect(differing(judged)).toEqual([])
})
