import { U64_MAX } from "@taonet/primitives/integers"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, hotB, key } from "../staking/books.testKit.ts"
import { MISSING, nobody, openStakingChain as start, stopToken } from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"
import type { Relation } from "./relations.ts"

/* behaviour/keys-and-fees.md sections 4 and 5. Alice owns hotkey A. Block 10. */

const hotkey = hotA
const module = (event: string) => [`SubtensorModule.${event}`]
const notHers = { NonAssociatedColdKey: { when: "by another", caller: bob } }
const children = (...list: (readonly [bigint, typeof hotkey])[]) => ({
  children: list as [bigint, typeof hotkey][],
})
type Chain = ReturnType<typeof start>

testCall({
  call: calls.set_children,
  start,
  caller: alice,
  args: { hotkey, netuid: 1, ...children([1n, hotB]) },
  emits: module("SetChildrenScheduled"),
  refuses: {
    ...notHers,
    TxRateLimitExceeded: {
      when: "149 blocks after the last time",
      arrange: ({ state }) => {
        storage.TransactionKeyLastBlock.set(state, hotkey, 1, 0, 1n)
      },
    },
    RegistrationNotPermittedOnRootSubnet: { args: { netuid: 0 } },
    SubnetNotExists: { args: { netuid: MISSING } },
    DuplicateChild: { args: children([1n, hotB], [2n, hotB]) },
    InvalidChild: { when: "itself", args: children([1n, hotkey]) },
    TooManyChildren: {
      when: "six",
      args: children(...[1, 2, 3, 4, 5, 6].map((n): Relation => [1n, key(110 + n)])),
    },
    ProportionOverflow: [
      { when: "more than the whole", args: children([U64_MAX, hotB], [1n, nobody]) },
      {
        when: "the stored relations already are",
        arrange: ({ state }) =>
          storage.ChildKeys.set(state, hotkey, 1, [
            [U64_MAX, hotB],
            [1n, nobody],
          ]),
      },
    ],
    ChildParentInconsistency: {
      when: "its own parent",
      arrange: ({ state }) => storage.ParentKeys.set(state, hotkey, 1, [[1n, hotB]]),
    },
    NotEnoughStakeToSetChildkeys: {
      arrange: ({ state }) => storage.StakeThreshold.set(state, 10n ** 15n),
    },
  },
})

testCall({
  call: calls.set_children,
  start: () => {
    const chain = start()
    stopToken(1)(chain)
    return chain
  },
  caller: alice,
  args: { hotkey, netuid: 1, ...children([1n, hotB]) },
  emits: module("SetChildren"),
  refuses: {},
})

testCall({
  call: calls.set_childkey_take,
  start,
  caller: alice,
  args: { hotkey, netuid: 1, take: 5000 },
  emits: module("ChildKeyTakeSet"),
  refuses: {
    NonAssociatedColdKey: [notHers.NonAssociatedColdKey, { when: "of no hotkey", args: { hotkey: nobody } }],
    SubnetNotExists: { args: { netuid: MISSING } },
    InvalidChildkeyTake: [
      { when: "above the highest", args: { take: 11_797 } },
      {
        when: "below the chain's lowest",
        arrange: ({ state }: Chain) => storage.MinChildkeyTake.set(state, 5001),
      },
      {
        when: "below the subnet's lowest",
        arrange: ({ state }: Chain) => storage.MinChildkeyTakePerSubnet.set(state, 1, 5001),
      },
    ],
    TxChildkeyTakeRateLimitExceeded: {
      when: "a raise soon after a change",
      arrange: ({ state }) => storage.TransactionKeyLastBlock.set(state, hotkey, 1, 1, 6n),
    },
  },
})

testCall({
  call: calls.set_auto_parent_delegation_enabled,
  start,
  caller: alice,
  args: { hotkey, enabled: false },
  emits: module("AutoParentDelegationEnabledSet"),
  refuses: notHers,
})

testCall({
  call: calls.sudo_set_min_childkey_take,
  start,
  caller: "root",
  args: { take: 5 },
  emits: module("MinChildKeyTakeSet"),
  refuses: {},
})

testCall({
  call: calls.sudo_set_max_childkey_take,
  start,
  caller: "root",
  args: { take: 5 },
  emits: module("MaxChildKeyTakeSet"),
  refuses: {},
})

testCall({
  call: calls.sudo_set_tx_childkey_take_rate_limit,
  start,
  caller: "root",
  args: { tx_rate_limit: 5n },
  emits: module("TxChildKeyTakeRateLimitSet"),
  refuses: {},
})

testCall({
  call: calls.set_pending_childkey_cooldown,
  start,
  caller: "root",
  args: { cooldown: 5n },
  emits: [],
  refuses: {},
})
