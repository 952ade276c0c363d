import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, hotB, key, TAO } from "../staking/books.testKit.ts"
import { increaseStake } from "../staking/stake.ts"
import { MISSING, nobody, setFree, openStakingChain as start } from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"

/* behaviour/keys-and-fees.md section 9. Alice's hotkey A, on which Bob has stake, gets a new name. Block 10. */

const [hotkey, new_hotkey] = [hotA, key(103)]
type Chain = ReturnType<typeof start>
const bonded = { locked: 1n, drain_ratio: 0n, min_locked: 0n, earned: 0n }

const justSwapped = ({ state }: Chain) => {
  storage.IsNetworkMember.set(state, hotkey, 1, true)
  storage.LastHotkeySwapOnNetuid.set(state, 1, alice, 9n)
}

/** What both calls refuse, on one subnet (as they are asked here) and on all. */
const alike = {
  SubnetNotExists: { args: { netuid: MISSING } },
  NonAssociatedColdKey: [
    { when: "the old one is another's", caller: bob },
    { when: "the new one is another's", args: { new_hotkey: hotB } },
  ],
  NewHotKeyIsSameWithOld: { args: { new_hotkey: hotkey } },
  HotKeyAlreadyRegisteredInSubNet: [
    {
      when: "also where it only was",
      arrange: ({ state }: Chain) => storage.IsNetworkMember.set(state, new_hotkey, 1, false),
    },
    {
      when: "anywhere, when all subnets are meant",
      args: { netuid: undefined },
      arrange: ({ state }: Chain) => storage.IsNetworkMember.set(state, new_hotkey, 2, true),
    },
  ],
  NewHotKeyNotCleanForRootSwap: [undefined, 0].map((netuid) => ({
    when: `with stake on root, for ${netuid ?? "all subnets"}`,
    args: { netuid },
    arrange: ({ state }: Chain) => increaseStake(state, new_hotkey, alice, 0, 5n),
  })),
  HotKeySwapOnSubnetIntervalNotPassed: [
    { arrange: justSwapped },
    { when: "on all subnets", args: { netuid: undefined }, arrange: justSwapped },
  ],
  CannotUseSystemAccount: [1, undefined].map((netuid) => ({
    when: `on ${netuid === undefined ? "all subnets" : "one"}`,
    args: { netuid, new_hotkey: subnetAccount(1) },
  })),
  NotEnoughBalanceToPaySwapHotKey: [
    { when: "on one subnet", arrange: ({ state }: Chain) => setFree(state, alice, TAO / 1000n - 1n) },
    {
      when: "on all subnets",
      args: { netuid: undefined },
      arrange: ({ state }: Chain) => setFree(state, alice, TAO / 10n - 1n),
    },
  ],
  InsufficientTaoBalance: {
    when: "the existential deposit must stay",
    arrange: ({ state }: Chain) => setFree(state, alice, TAO / 1000n + 499n),
  },
  InvalidChild: [
    {
      when: "the new one is a child",
      arrange: ({ state }: Chain) => storage.ChildKeys.set(state, hotkey, 1, [[1n, new_hotkey]]),
    },
    {
      when: "and will be one",
      arrange: ({ state }: Chain) =>
        storage.PendingChildKeys.set(state, 1, hotkey, [[[1n, new_hotkey]], 50n]),
    },
  ],
  ChildParentInconsistency: {
    when: "a child to be has become a parent",
    arrange: ({ state }: Chain) => {
      storage.ParentKeys.set(state, hotkey, 1, [[1n, nobody]])
      storage.ChildKeys.set(state, nobody, 1, [[1n, hotkey]])
      storage.PendingChildKeys.set(state, 1, hotkey, [[[1n, nobody]], 50n])
    },
  },
}

const fullList = {
  ColdkeyCollateralPositionsFull: {
    when: "the new one would be its 33rd hotkey with collateral",
    arrange: ({ state }: Chain) => {
      storage.MinerCollateral.set(state, 1, hotkey, alice, bonded)
      const listed = Array.from({ length: 32 }, (_, n) => key(150 + n))
      storage.ColdkeyCollateralHotkeys.set(state, 1, alice, listed)
    },
  },
}

testCall({
  call: calls.swap_hotkey,
  start,
  caller: alice,
  args: { hotkey, new_hotkey, netuid: 1 },
  emits: ["Balances.Withdraw", "SubtensorModule.HotkeySwappedOnSubnet"],
  refuses: { ...alike, ...fullList },
})

testCall({
  call: calls.swap_hotkey_v2,
  start,
  caller: alice,
  args: { hotkey, new_hotkey, netuid: undefined, keep_stake: true },
  emits: ["Balances.Withdraw", "SubtensorModule.HotkeySwapped"],
  refuses: {},
})

testCall({
  call: calls.swap_hotkey_v2,
  start,
  caller: alice,
  args: { hotkey, new_hotkey, netuid: 1, keep_stake: false },
  emits: ["Balances.Withdraw", "SubtensorModule.HotkeySwappedOnSubnet"],
  refuses: {
    ...alike,
    ...fullList,
    KeepStakeBlockedByCollateral: [1, undefined].map((netuid) => ({
      when: `on ${netuid === undefined ? "any subnet" : "the subnet"}`,
      args: { keep_stake: true, netuid },
      arrange: ({ state }: Chain) => storage.MinerCollateral.set(state, 1, hotkey, alice, bonded),
    })),
  },
})
