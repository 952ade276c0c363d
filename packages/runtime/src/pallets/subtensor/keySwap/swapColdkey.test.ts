import type { Dispatcher } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { type Origin, rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import { freeBalance } from "../../balances/currency.ts"
import { storage as system } from "../../system/schema.ts"
import { announceColdkeySwap } from "../calls/announceColdkeySwap.ts"
import { clearColdkeySwapAnnouncement } from "../calls/clearColdkeySwapAnnouncement.ts"
import { disputeColdkeySwap } from "../calls/disputeColdkeySwap.ts"
import { resetColdkeySwap } from "../calls/resetColdkeySwap.ts"
import { scheduleSwapColdkey } from "../calls/scheduleSwapColdkey.ts"
import { swapColdkey } from "../calls/swapColdkey.ts"
import { swapColdkeyAnnounced } from "../calls/swapColdkeyAnnounced.ts"
import { alice, bob, bookErrors, hotA, hotB, key, openBooks, TAO } from "../staking/books.testKit.ts"
import { increaseStake, stakeOf } from "../staking/stake.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"

const carol = key(3)
const hashOf = (account: Hex): Hex => toHex(blake2b256(fromHex(account)))

function errorOf(state: State, body: () => unknown): string {
  try {
    state.transaction(body)
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    if (error instanceof DispatchFailure) return error.value.type
    throw error
  }
  return "none"
}

function open() {
  const state = openBooks()
  const terms = { limitPrice: 10n ** 15n }
  stakeIntoSubnet(state, hotA, alice, 1, 3n * TAO, terms)
  stakeIntoSubnet(state, hotB, alice, 1, TAO, terms)
  state.events.length = 0
  return {
    state,
    swap: (
      to = carol,
      { swap_cost = 0n, origin = rootOrigin }: { swap_cost?: bigint; origin?: Origin } = {},
    ) => errorOf(state, () => swapColdkey(state, origin, { old_coldkey: alice, new_coldkey: to, swap_cost })),
    announce: (to = carol) =>
      errorOf(state, () => announceColdkeySwap(state, signedOrigin(alice), { new_coldkey_hash: hashOf(to) })),
    execute: (to = carol) =>
      errorOf(state, () => swapColdkeyAnnounced(state, signedOrigin(alice), { new_coldkey: to })),
    clear: () => errorOf(state, () => clearColdkeySwapAnnouncement(state, signedOrigin(alice), {})),
    dispute: () => errorOf(state, () => disputeColdkeySwap(state, signedOrigin(alice), {})),
    at: (block: number) => system.Number.set(state, block),
    events: () => state.events.splice(0).map(({ event }) => event.value.type),
  }
}

describe("the swap of a coldkey", () => {
  it("moves all that the coldkey owns", () => {
    const { state, swap, events } = open()
    const stakes = [hotA, hotB].map((hotkey) => stakeOf(state, hotkey, alice, 1))
    const free = freeBalance(state, alice)
    storage.SubnetOwner.set(state, 1, alice)
    storage.AutoStakeDestination.set(state, alice, 1, hotB)
    storage.AutoStakeDestinationColdkeys.set(state, hotB, 1, [alice, bob])
    storage.ColdkeySwapDisputes.set(state, alice, 3)
    expect(swap(carol, { swap_cost: TAO })).toBe("none")
    expect(events()).toEqual([
      "Withdraw",
      "KilledAccount",
      "NewAccount",
      "Endowed",
      "Transfer",
      "ColdkeySwapped",
    ])

    expect([hotA, hotB].map((hotkey) => stakeOf(state, hotkey, carol, 1))).toEqual(stakes)
    expect([hotA, hotB].map((hotkey) => stakeOf(state, hotkey, alice, 1))).toEqual([0n, 0n])
    expect([freeBalance(state, alice), freeBalance(state, carol)]).toEqual([0n, free - TAO])
    expect(bookErrors(state)).toEqual([])
    expect([storage.SubnetOwner.get(state, 1), storage.Owner.get(state, hotA)]).toEqual([carol, carol])
    expect(storage.OwnedHotkeys.get(state, carol)).toEqual([hotA])
    expect(storage.StakingHotkeys.get(state, carol)).toEqual([hotA, hotB])
    expect(storage.StakingHotkeys.has(state, alice)).toBe(false)
    expect(storage.AutoStakeDestination.get(state, carol, 1)).toBe(hotB)
    expect(storage.AutoStakeDestinationColdkeys.get(state, hotB, 1)).toEqual([bob, carol])
    expect(storage.ColdkeySwapDisputes.has(state, alice)).toBe(false)
    expect(storage.AccountFlags.has(state, carol)).toBe(false)
    expect([storage.ColdkeySuccessor.get(state, alice), storage.ColdkeyRoot.get(state, carol)]).toEqual([
      carol,
      alice,
    ])
  })

  it("takes along what belongs to root stake: claims, age, the index", () => {
    const { state, swap } = open()
    increaseStake(state, hotA, alice, 0, 50n)
    storage.SubnetAlphaOut.set(state, 0, 50n)
    storage.StakingColdkeys.set(state, alice, 0n)
    storage.StakingColdkeysByIndex.set(state, 0n, alice)
    storage.NumStakingColdkeys.set(state, 1n)
    storage.LastColdkeyHotkeyStakeBlock.set(state, alice, hotA, 4n)
    storage.BasketClaimed.set(state, hotA, alice, 8n)
    // Owed without stake.
    storage.BasketClaimed.set(state, hotB, alice, -9n)
    expect(swap()).toBe("none")
    expect(storage.BasketClaimed.get(state, hotA, carol)).toBe(8n)
    expect(storage.BasketClaimed.get(state, hotB, carol)).toBe(-9n)
    expect(storage.LastColdkeyHotkeyStakeBlock.get(state, carol, hotA)).toBe(4n)
    expect([...storage.StakingColdkeys.entries(state)]).toEqual([[[carol], 0n]])
  })

  it("takes along locks, their kind and the account's flags", () => {
    const { state, swap, at } = open()
    const lock = { locked_mass: TAO, conviction: U64F64.fromInt(7000), last_update: 10n }
    storage.Lock.set(state, alice, 1, hotA, lock)
    storage.LockingColdkeys.set(state, 1, hotA, alice, undefined)
    storage.HotkeyLock.set(state, 1, hotA, lock)
    storage.DecayingLock.set(state, alice, 1, false)
    at(20)
    expect(swap()).toBe("none")
    const moved = storage.Lock.get(state, carol, 1, hotA)
    expect([moved?.locked_mass, moved?.last_update]).toEqual([TAO, 20n])
    expect(storage.HotkeyLock.get(state, 1, hotA)).toEqual(moved)
    expect([...storage.LockingColdkeys.keys(state)]).toEqual([[1, hotA, carol]])
    expect([storage.DecayingLock.get(state, carol, 1), storage.DecayingLock.has(state, alice, 1)]).toEqual([
      false,
      false,
    ])
    storage.Lock.set(state, bob, 1, hotA, { ...lock, last_update: 20n })
    const back = () => swapColdkey(state, rootOrigin, { old_coldkey: carol, new_coldkey: bob, swap_cost: 0n })
    storage.StakingHotkeys.delete(state, bob)
    expect(errorOf(state, back)).toBe("ActiveLockExists")
  })

  it("takes along collateral, also where only a floor is set", () => {
    const { state, swap } = open()
    const row = { locked: 4n, drain_ratio: 5n, min_locked: 6n, earned: 7n }
    storage.MinerCollateral.set(state, 1, hotA, alice, row)
    storage.MinerCollateral.set(state, 1, hotB, alice, { ...row, locked: 0n })
    storage.ColdkeyMinerCollateral.set(state, 1, alice, 4n)
    storage.ColdkeyCollateralHotkeys.set(state, 1, alice, [hotA])
    storage.ColdkeyMinerCollateral.set(state, 1, alice, 5n)
    expect(swap()).toBe("ColdkeyCollateralIncomplete")
    storage.ColdkeyMinerCollateral.set(state, 1, alice, 4n)
    storage.ColdkeyCollateralHotkeys.set(state, 1, alice, [hotA, hotB])
    expect(swap()).toBe("none")
    expect(storage.MinerCollateral.get(state, 1, hotA, carol)).toEqual(row)
    expect(storage.ColdkeyMinerCollateral.get(state, 1, carol)).toBe(4n)
    expect(storage.ColdkeyCollateralHotkeys.get(state, 1, carol)).toEqual([hotA, hotB])
    expect([...storage.MinerCollateral.keys(state)].every(([, , coldkey]) => coldkey === carol)).toBe(true)
  })

  it("takes along parts of a lease and the beneficiary's proxy", () => {
    const { state, swap } = open()
    const [lease, asked] = [key(40), [] as [Origin, RuntimeCallValue][]]
    const dispatch: Dispatcher["dispatch"] = (_, origin, call) => {
      asked.push([origin, call])
      return { ok: true, post: {} }
    }
    Object.assign(state, { dispatcher: { ...state.dispatcher, dispatch } })
    const terms = { coldkey: lease, hotkey: key(41), emissions_share: 10, end_block: 99, netuid: 1, cost: 5n }
    storage.SubnetUidToLeaseId.set(state, 1, 0)
    storage.SubnetLeases.set(state, 0, { ...terms, beneficiary: alice })
    storage.SubnetLeaseShares.set(state, 0, alice, 3n)
    expect(swap()).toBe("none")
    expect(
      asked.map(([origin, { value }]) => [origin.type === "Signed" && origin.value, value.type]),
    ).toEqual([
      [lease, "remove_proxy"],
      [lease, "add_proxy"],
    ])
    expect(storage.SubnetLeases.get(state, 0)?.beneficiary).toBe(carol)
    expect(storage.SubnetLeaseShares.get(state, 0, carol)).toBe(3n)
  })

  it("is refused where the new coldkey is known, and to all but root", () => {
    const { state, swap } = open()
    expect(swap(carol, { origin: signedOrigin(alice) })).toBe("BadOrigin")
    expect(swap(bob)).toBe("ColdKeyAlreadyAssociated")
    expect(swap(hotB)).toBe("NewColdKeyIsHotkey")
    expect(swap(carol, { swap_cost: 996n * TAO })).toBe("NotEnoughBalanceToPaySwapColdKey")
    expect(storage.Owner.get(state, hotA)).toBe(alice)
  })
})

describe("an announced swap", () => {
  it("is paid once, waits, and is used up", () => {
    const { state, announce, execute, at, events } = open()
    const free = freeBalance(state, alice)
    expect(execute()).toBe("ColdkeySwapAnnouncementNotFound")
    expect(announce()).toBe("none")
    expect(events()).toEqual(["Withdraw", "ColdkeySwapAnnounced"])
    expect(free - freeBalance(state, alice)).toBe(TAO / 10n)
    expect(storage.ColdkeySwapAnnouncements.get(state, alice)).toEqual([60, hashOf(carol)])
    expect(execute(bob)).toBe("AnnouncedColdkeyHashDoesNotMatch")
    at(59)
    expect(execute()).toBe("ColdkeySwapTooEarly")
    at(69)
    expect(announce(bob)).toBe("ColdkeySwapReannouncedTooEarly")
    at(70)
    expect(announce()).toBe("none")
    expect(free - freeBalance(state, alice)).toBe(TAO / 10n)
    at(120)
    expect(execute()).toBe("none")
    expect(storage.ColdkeySwapAnnouncements.has(state, alice)).toBe(false)
    expect(storage.Owner.get(state, hotA)).toBe(carol)
  })

  it("stays announced when the swap fails", () => {
    const { state, announce, execute, at } = open()
    expect(announce(bob)).toBe("none")
    at(60)
    expect(execute(bob)).toBe("ColdKeyAlreadyAssociated")
    expect(storage.ColdkeySwapAnnouncements.has(state, alice)).toBe(true)
  })

  it("can be taken back late, disputed once, and reset by root", () => {
    const { state, announce, clear, dispute, at, events } = open()
    expect([clear(), dispute()]).toEqual([
      "ColdkeySwapAnnouncementNotFound",
      "ColdkeySwapAnnouncementNotFound",
    ])
    announce()
    at(69)
    expect(clear()).toBe("ColdkeySwapClearTooEarly")
    at(70)
    expect(clear()).toBe("none")
    expect(storage.ColdkeySwapAnnouncements.has(state, alice)).toBe(false)
    announce()
    events()
    expect([dispute(), dispute()]).toEqual(["none", "ColdkeySwapAlreadyDisputed"])
    expect(storage.ColdkeySwapDisputes.get(state, alice)).toBe(70)
    const reset = (origin: Origin) =>
      errorOf(state, () => resetColdkeySwap(state, origin, { coldkey: alice }))
    expect([reset(signedOrigin(alice)), reset(rootOrigin)]).toEqual(["BadOrigin", "none"])
    expect(storage.ColdkeySwapAnnouncements.has(state, alice)).toBe(false)
    expect(storage.ColdkeySwapDisputes.has(state, alice)).toBe(false)
    expect(events()).toEqual(["ColdkeySwapDisputed", "ColdkeySwapReset"])
  })

  it("costs more than nothing can pay", () => {
    const { state, announce } = open()
    system.Account.mutate(state, alice, (info) => ({
      ...info,
      data: { ...info.data, free: TAO / 10n + 499n },
    }))
    expect(announce()).toBe("NotEnoughBalanceToPaySwapColdKey")
  })

  it("has no old form", () => {
    const { state } = open()
    const schedule = () => scheduleSwapColdkey(state, { type: "None" }, { new_coldkey: carol })
    expect(errorOf(state, schedule)).toBe("Deprecated")
  })
})
