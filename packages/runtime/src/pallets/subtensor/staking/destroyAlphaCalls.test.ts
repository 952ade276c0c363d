import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { storage } from "../storage.ts"
import { alice, bob, hotA, hotB, TAO } from "./books.testKit.ts"
import { disown, lockAll, MISSING, openStakingChain as start, stopToken } from "./stakingChain.testkit.ts"

/* behaviour/staking.md section 8. */

for (const [call, event] of [
  [calls.recycle_alpha, "AlphaRecycled"],
  [calls.burn_alpha, "AlphaBurned"],
] as const)
  testCall({
    call,
    start,
    caller: bob,
    args: { hotkey: hotA, amount: 5n * TAO, netuid: 1 },
    emits: [`SubtensorModule.${event}`],
    refuses: {
      SubnetNotExists: { args: { netuid: MISSING } },
      CannotBurnOrRecycleOnRootSubnet: { args: { netuid: 0 } },
      SubtokenDisabled: { arrange: stopToken(1) },
      HotKeyAccountNotExists: { arrange: disown(hotA) },
      InsufficientLiquidity: {
        when: "less alpha is out than the position holds",
        arrange: ({ state }) => storage.SubnetAlphaOut.set(state, 1, TAO),
      },
      StakeUnavailable: { arrange: lockAll(bob, 1) },
    },
  })

testCall({
  call: calls.set_coldkey_auto_stake_hotkey,
  start() {
    const chain = start()
    for (const hotkey of [hotA, hotB]) storage.Uids.set(chain.state, 1, hotkey, 1)
    return chain
  },
  caller: alice,
  args: { netuid: 1, hotkey: hotB },
  emits: ["SubtensorModule.AutoStakeDestinationSet"],
  refuses: {
    SubnetNotExists: { args: { netuid: MISSING } },
    HotKeyNotRegisteredInSubNet: { args: { netuid: 2 } },
    SameAutoStakeHotkeyAlreadySet: {
      arrange: ({ state }) => storage.AutoStakeDestination.set(state, alice, 1, hotB),
    },
  },
})
