import { U64F64 } from "@taonet/primitives/fixed/formats"
import { expect, it } from "vitest"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { bob, hotA, hotB, TAO } from "../staking/books.testKit.ts"
import { carol, MISSING, nobody, openStakingChain as start } from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"
import { lockStake } from "./lockStake.ts"

/* behaviour/keys-and-fees.md section 11. Bob has about 18 alpha on subnet 1. */

const module = (event: string) => `SubtensorModule.${event}`

function withLock() {
  const chain = start()
  lockStake(chain.state, bob, 1, hotA, 5n * TAO)
  return chain
}

testCall({
  call: calls.lock_stake,
  start,
  caller: bob,
  args: { hotkey: hotB, netuid: 1, amount: 5n * TAO },
  emits: [module("StakeLocked")],
  refuses: {
    SubnetNotExists: { args: { netuid: MISSING } },
    AmountTooLow: { args: { amount: 0n } },
    HotKeyAccountNotExists: { args: { hotkey: nobody } },
    LockHotkeyMismatch: { arrange: ({ state }) => lockStake(state, bob, 1, hotA, TAO) },
    InsufficientStakeForLock: [
      { when: "less is there", args: { amount: 20n * TAO } },
      { when: "others have it", caller: carol },
    ],
  },
})

testCall({
  call: calls.move_lock,
  start: withLock,
  caller: bob,
  args: { destination_hotkey: hotB, netuid: 1 },
  emits: [module("LockMoved")],
  refuses: {
    SubnetNotExists: { args: { netuid: MISSING } },
    HotKeyAccountNotExists: { args: { destination_hotkey: nobody } },
    NoExistingLock: [
      { when: "on another subnet", args: { netuid: 2 } },
      { when: "of another coldkey", caller: carol },
    ],
  },
})

testCall({
  call: calls.set_perpetual_lock,
  start: withLock,
  caller: bob,
  args: { netuid: 1, enabled: true },
  emits: [module("PerpetualLockUpdated")],
  refuses: { SubnetNotExists: { args: { netuid: MISSING } } },
})

testCall({
  call: calls.set_reject_locked_alpha,
  start,
  caller: bob,
  args: { enabled: false },
  emits: [module("RejectLockedAlphaUpdated")],
  refuses: {},
})

it("says so also where nothing changes, and needs no lock", () => {
  const chain = start()
  for (const enabled of [false, true, true])
    expect(chain.call(carol, calls.set_perpetual_lock.make({ netuid: 1, enabled })).ok).toBe(true)
  expect(chain.takeEvents()).toEqual(Array(3).fill(module("PerpetualLockUpdated")))
  expect(storage.DecayingLock.get(chain.state, carol, 1)).toBe(false)
  expect(storage.HotkeyLock.get(chain.state, 1, hotA)?.conviction ?? U64F64.fromInt(0n)).toBe(0n)
})
