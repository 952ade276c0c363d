import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { U128_MAX } from "@taonet/primitives/integers"
import { expect, it } from "vitest"
import { expectRefusal } from "../../../refusals.testkit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as system } from "../../system/schema.ts"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, hotB, key, TAO } from "../staking/books.testKit.ts"
import { carol, openStakingChain, setFree } from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"

/* behaviour/keys-and-fees.md section 10. Alice's place is Carol's afterwards. Block 10; delays are those of fast blocks, 50 and 10. */

const start = openStakingChain
type Chain = ReturnType<typeof start>
const hashOf = (account: Hex): Hex => toHex(blake2b256(fromHex(account)))
const announce =
  (due: number, to = carol) =>
  ({ state }: Chain) =>
    storage.ColdkeySwapAnnouncements.set(state, alice, [due, hashOf(to)])
function announced(due: number) {
  const chain = start()
  announce(due)(chain)
  return chain
}
const dispute = ({ state }: Chain) => storage.ColdkeySwapDisputes.set(state, alice, 9)
const disputed = { ColdkeySwapDisputed: { when: "frozen, by the guard of every call", arrange: dispute } }

const moved = [
  "System.KilledAccount",
  "System.NewAccount",
  "Balances.Endowed",
  "Balances.Transfer",
  "SubtensorModule.ColdkeySwapped",
]

/** What the swap itself refuses. Bob stakes already; hotkey B is a hotkey. */
const swaps = {
  ActiveLockExists: {
    arrange: ({ state }: Chain) =>
      storage.Lock.set(state, carol, 1, hotA, { locked_mass: TAO, conviction: 0n, last_update: 10n }),
  },
  ColdkeyCollateralIncomplete: {
    when: "there is collateral on no listed hotkey",
    arrange: ({ state }: Chain) => storage.ColdkeyMinerCollateral.set(state, 1, alice, 5n),
  },
  "Arithmetic.Overflow": {
    when: "their parts in a lease are too much for one",
    arrange: ({ state }: Chain) => {
      const terms = {
        coldkey: key(40),
        hotkey: key(41),
        emissions_share: 10,
        end_block: 99,
        netuid: 1,
        cost: 5n,
      }
      storage.SubnetUidToLeaseId.set(state, 1, 0)
      storage.SubnetLeases.set(state, 0, { ...terms, beneficiary: bob })
      storage.SubnetLeaseShares.set(state, 0, alice, 1n)
      storage.SubnetLeaseShares.set(state, 0, carol, U128_MAX)
    },
  },
  "Token.BelowMinimum": {
    when: "what is not reserved would not bring the new account to life",
    arrange: ({ state }: Chain) =>
      system.Account.mutate(state, alice, (info) => ({
        ...info,
        consumers: 1,
        data: { ...info.data, free: 900n, reserved: 100n },
      })),
  },
}

testCall({
  call: calls.swap_coldkey,
  start,
  caller: "root",
  args: { old_coldkey: alice, new_coldkey: carol, swap_cost: 0n },
  emits: moved,
  refuses: {
    ...swaps,
    ColdKeyAlreadyAssociated: { args: { new_coldkey: bob } },
    NewColdKeyIsHotkey: { args: { new_coldkey: hotB } },
    NotEnoughBalanceToPaySwapColdKey: { args: { swap_cost: 1000n * TAO } },
  },
})

testCall({
  call: calls.swap_coldkey_announced,
  start: () => announced(10),
  caller: alice,
  args: { new_coldkey: carol },
  emits: moved,
  refuses: {
    ...swaps,
    ...disputed,
    ColdKeyAlreadyAssociated: { args: { new_coldkey: bob }, arrange: announce(10, bob) },
    NewColdKeyIsHotkey: { args: { new_coldkey: hotB }, arrange: announce(10, hotB) },
    ColdkeySwapAnnouncementNotFound: { caller: bob },
    AnnouncedColdkeyHashDoesNotMatch: { args: { new_coldkey: key(4) } },
    ColdkeySwapTooEarly: { arrange: announce(11) },
  },
})

testCall({
  call: calls.announce_coldkey_swap,
  start,
  caller: alice,
  args: { new_coldkey_hash: hashOf(carol) },
  emits: ["Balances.Withdraw", "SubtensorModule.ColdkeySwapAnnounced"],
  refuses: {
    ColdkeySwapReannouncedTooEarly: { arrange: announce(1) },
    NotEnoughBalanceToPaySwapColdKey: {
      when: "the existential deposit must stay",
      arrange: ({ state }) => setFree(state, alice, TAO / 10n + 499n),
    },
    ColdkeySwapDisputed: {
      when: "frozen, by the guard of every call",
      arrange(chain) {
        announce(1)(chain)
        dispute(chain)
      },
    },
  },
})

it("announces again for nothing, once the first could have been used for a while", () => {
  const chain = announced(0)
  chain.takeEvents()
  expect(
    verdictOf(chain.call(alice, calls.announce_coldkey_swap.make({ new_coldkey_hash: hashOf(bob) }))),
  ).toBe("ok")
  expect(chain.takeEvents()).toEqual(["SubtensorModule.ColdkeySwapAnnounced"])
})

testCall({
  call: calls.clear_coldkey_swap_announcement,
  start: () => announced(0),
  caller: alice,
  args: {},
  emits: ["SubtensorModule.ColdkeySwapCleared"],
  refuses: {
    ...disputed,
    ColdkeySwapAnnouncementNotFound: { caller: bob },
    ColdkeySwapClearTooEarly: { arrange: announce(1) },
  },
})

testCall({
  call: calls.dispute_coldkey_swap,
  start: () => announced(60),
  caller: alice,
  args: {},
  emits: ["SubtensorModule.ColdkeySwapDisputed"],
  refuses: { ...disputed, ColdkeySwapAnnouncementNotFound: { caller: bob } },
})

testCall({
  call: calls.reset_coldkey_swap,
  start: () => announced(60),
  caller: "root",
  args: { coldkey: alice },
  emits: ["SubtensorModule.ColdkeySwapReset"],
  refuses: {},
})

it.each([alice, "root", "none"] as const)("schedules no swap any more, whoever asks: %s", (caller) => {
  const chain = start()
  const call = calls.schedule_swap_coldkey.make({ new_coldkey: carol })
  expectRefusal(chain, caller, call, "SubtensorModule.Deprecated")
})
