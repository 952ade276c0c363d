import { ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import { freeBalance, withdraw } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { basketEscrow } from "../baskets/holdings.ts"
import { swapHotkey } from "../calls/swapHotkey.ts"
import { swapHotkeyV2, swapHotkeyV2Info } from "../calls/swapHotkeyV2.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { alice, bob, bookErrors, hotA, hotB, key, openBooks, TAO } from "../staking/books.testKit.ts"
import { increaseStake, stakeOf } from "../staking/stake.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"

const pools = [1, 2].map((netuid) => ({ netuid, tao: 100n * TAO, alpha: 200n * TAO }))
const anyPrice = { limitPrice: 10n ** 15n }
const hotC = key(103)

function errorOf(state: State, body: () => unknown): string {
  try {
    state.transaction(body)
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
  return "none"
}

/** Alice's hotkey with a uid on both subnets, with Alice's stake on the first and Bob's on both. */
function open() {
  const state = openBooks(pools)
  for (const netuid of [1, 2]) {
    storage.MaxAllowedUids.set(state, netuid, 16)
    appendNeuron(state, netuid, hotA, 1n)
    stakeIntoSubnet(state, hotA, bob, netuid, 3n * TAO, anyPrice)
  }
  stakeIntoSubnet(state, hotA, alice, 1, 2n * TAO, anyPrice)
  state.events.length = 0
  const swap = (netuid?: number, { to = hotC, from = hotA, keep_stake = false, coldkey = alice } = {}) =>
    errorOf(state, () =>
      swapHotkeyV2(state, signedOrigin(coldkey), { hotkey: from, new_hotkey: to, netuid, keep_stake }),
    )
  const later = (blocks = 2) => system.Number.set(state, system.Number.get(state) + blocks)
  const events = () => state.events.splice(0).map(({ event }) => event.value.type)
  return { state, swap, later, events }
}

const stakes = (state: State, hotkey: Hex) =>
  [alice, bob].flatMap((coldkey) => [1, 2].map((netuid) => stakeOf(state, hotkey, coldkey, netuid)))

describe("a swap on all subnets", () => {
  it("moves place, stake and takes, and retires the old hotkey", () => {
    const { state, swap, events } = open()
    const before = { stakes: stakes(state, hotA), free: freeBalance(state, alice) }
    const issued = storage.TotalIssuance.get(state)
    storage.Delegates.set(state, hotA, 77)
    storage.ChildkeyTake.set(state, hotA, 2, 55)
    storage.SubnetOwnerHotkey.set(state, 2, hotA)
    storage.VotingPower.set(state, 1, hotA, 9n)
    storage.TotalVotingPower.set(state, 1, 9n)
    storage.LastRateLimitedBlock.set(state, { type: "LastTxBlockDelegateTake", value: hotA }, 4n)
    expect(swap()).toBe("none")
    expect(events()).toEqual(["Withdraw", "SubnetOwnerHotkeySet", "HotkeySwapped"])

    expect(before.free - freeBalance(state, alice)).toBe(TAO / 10n)
    expect(issued - storage.TotalIssuance.get(state)).toBe(TAO / 10n)
    expect(balances.TotalIssuance.get(state)).toBe(storage.TotalIssuance.get(state))
    expect(stakes(state, hotC)).toEqual(before.stakes)
    expect(stakes(state, hotA)).toEqual([0n, 0n, 0n, 0n])
    expect(bookErrors(state)).toEqual([])

    expect([storage.Owner.has(state, hotA), storage.Owner.get(state, hotC)]).toEqual([false, alice])
    expect(storage.OwnedHotkeys.get(state, alice)).toEqual([hotC])
    expect(storage.StakingHotkeys.get(state, bob)).toEqual([hotB, hotC])
    expect([storage.Keys.get(state, 1, 0), storage.Uids.get(state, 1, hotC)]).toEqual([hotC, 0])
    expect(storage.Uids.has(state, 1, hotA)).toBe(false)
    expect([storage.Delegates.get(state, hotC), storage.ChildkeyTake.get(state, hotC, 2)]).toEqual([77, 55])
    expect(storage.Delegates.has(state, hotA)).toBe(false)
    expect([storage.VotingPower.get(state, 1, hotC), storage.TotalVotingPower.get(state, 1)]).toEqual([
      9n,
      9n,
    ])
    const stamp = (value: Hex) =>
      storage.LastRateLimitedBlock.get(state, { type: "LastTxBlockDelegateTake", value })
    expect([stamp(hotA), stamp(hotC)]).toEqual([0n, 4n])
  })

  it("leaves stake and the old hotkey where asked to, and is charged what it did", () => {
    const { state, events } = open()
    const before = stakes(state, hotA)
    const args = { hotkey: hotA, new_hotkey: hotC, netuid: undefined, keep_stake: true }
    const post = swapHotkeyV2(state, signedOrigin(alice), args)
    expect(post?.weight?.ref_time).toBeGreaterThan(0n)
    expect(stakes(state, hotA)).toEqual(before)
    expect([storage.Owner.get(state, hotA), storage.Owner.get(state, hotC)]).toEqual([alice, alice])
    expect(storage.OwnedHotkeys.get(state, alice)).toEqual([hotA, hotC])
    expect(storage.Keys.get(state, 2, 0)).toBe(hotC)
    expect(events().at(-1)).toBe("HotkeySwapped")
    const moving = swapHotkey(state, signedOrigin(bob), {
      hotkey: hotB,
      new_hotkey: key(104),
      netuid: undefined,
    })
    expect(moving).toEqual({})
  })

  it("takes along a root validator's basket, its claims and the age of root stake", () => {
    const { state, swap } = open()
    storage.BasketShares.set(state, hotA, 40n)
    storage.BasketRate.set(state, hotA, 3n << 32n)
    storage.BasketClaimed.set(state, hotA, bob, -7n)
    storage.PendingBasketDeposits.set(state, hotA, 1, 5n)
    storage.LastColdkeyHotkeyStakeBlock.set(state, bob, hotA, 6n)
    increaseStake(state, hotA, bob, 0, 1000n)
    increaseStake(state, hotA, basketEscrow, 1, 500n)
    storage.SubnetAlphaOut.mutate(state, 1, (out) => out + 500n)
    storage.SubnetAlphaOut.mutate(state, 0, (out) => out + 1000n)
    expect(swap(1)).toBe("none")
    expect(stakeOf(state, hotA, basketEscrow, 1)).toBe(500n)
    expect(swap(0, { to: key(104) })).toBe("none")
    const to = key(104)
    expect(stakeOf(state, to, basketEscrow, 1)).toBe(500n)
    expect([storage.BasketShares.get(state, to), storage.BasketShares.get(state, hotA)]).toEqual([40n, 0n])
    expect([
      storage.BasketClaimed.get(state, to, bob),
      storage.PendingBasketDeposits.get(state, to, 1),
    ]).toEqual([-7n, 5n])
    expect(storage.LastColdkeyHotkeyStakeBlock.get(state, bob, to)).toBe(6n)
    expect(storage.LastColdkeyHotkeyStakeBlock.has(state, bob, hotA)).toBe(false)
  })
})

describe("a swap on one subnet", () => {
  it("moves what is there and leaves the old hotkey its owner and the rest", () => {
    const { state, swap, events } = open()
    const [, onOther] = [stakeOf(state, hotA, bob, 1), stakeOf(state, hotA, bob, 2)]
    const free = freeBalance(state, alice)
    expect(swap(1)).toBe("none")
    expect(events()).toEqual(["Withdraw", "HotkeySwappedOnSubnet"])
    expect(free - freeBalance(state, alice)).toBe(TAO / 1000n)
    expect([storage.Keys.get(state, 1, 0), storage.Keys.get(state, 2, 0)]).toEqual([hotC, hotA])
    expect([stakeOf(state, hotA, bob, 1), stakeOf(state, hotA, bob, 2)]).toEqual([0n, onOther])
    expect(storage.OwnedHotkeys.get(state, alice)).toEqual([hotA, hotC])
    expect(storage.StakingHotkeys.get(state, bob)).toEqual([hotB, hotA, hotC])
  })

  it("records who followed whom, and waits before the next one", () => {
    const { state, swap, later } = open()
    expect(swap(1)).toBe("none")
    expect(swap(1, { from: hotC, to: key(104) })).toBe("HotKeySwapOnSubnetIntervalNotPassed")
    expect(swap(2, { to: key(105) })).toBe("none")
    later()
    expect(swap(1, { from: hotC, to: key(104) })).toBe("none")
    expect(storage.HotkeySuccessor.get(state, 1, hotA)).toBe(hotC)
    expect(storage.HotkeyRoot.get(state, 1, key(104))).toBe(hotA)
    expect(storage.HotkeyRoot.has(state, 2, key(104))).toBe(false)
    later()
    expect(swap(undefined, { from: key(104), to: key(106) })).toBe("none")
    expect(storage.HotkeyRoot.get(state, 1, key(106))).toBe(hotA)
    // Back to a former key: it is the living end again.
    later()
    expect(swap(2, { from: key(105), to: key(107) })).toBe("none")
    expect(storage.HotkeySuccessor.get(state, 2, key(105))).toBe(key(107))
  })
})

describe("a swap is refused", () => {
  it("for what it is asked, in the reference's order", () => {
    const { state, swap, later } = open()
    const bonded = { locked: 1n, drain_ratio: 0n, min_locked: 0n, earned: 0n }
    storage.MinerCollateral.set(state, 1, hotA, alice, bonded)
    storage.ColdkeyCollateralHotkeys.set(state, 1, alice, [hotA])
    expect(swap(9, { coldkey: bob })).toBe("SubnetNotExists")
    expect(swap(1, { coldkey: bob })).toBe("NonAssociatedColdKey")
    expect(swap(1, { to: hotB })).toBe("NonAssociatedColdKey")
    expect(swap(1, { to: hotA, keep_stake: true })).toBe("NewHotKeyIsSameWithOld")
    expect(swap(1, { keep_stake: true })).toBe("KeepStakeBlockedByCollateral")
    expect(swap(2, { keep_stake: true })).toBe("none")
    later()
    expect(swap(2, { to: hotC })).toBe("HotKeyAlreadyRegisteredInSubNet")
    expect(swap()).toBe("HotKeyAlreadyRegisteredInSubNet")
    expect(swap(1, { to: subnetAccount(3) })).toBe("CannotUseSystemAccount")
    increaseStake(state, key(108), alice, 0, 5n)
    expect(swap(undefined, { to: key(108) })).toBe("NewHotKeyNotCleanForRootSwap")
    expect(swap(0, { to: key(108) })).toBe("NewHotKeyNotCleanForRootSwap")
    // All is well until the children: the new hotkey is the old one's child, and nothing may have changed.
    storage.ChildKeys.set(state, hotA, 1, [[1n, hotC]])
    const paidBefore = freeBalance(state, alice)
    expect(swap(1)).toBe("InvalidChild")
    expect([freeBalance(state, alice), storage.Keys.get(state, 1, 0)]).toEqual([paidBefore, hotA])
  })

  it("to who cannot pay and live", () => {
    const { state, swap } = open()
    withdraw(state, alice, freeBalance(state, alice) - TAO / 10n, "AllowDeath")
    expect(swap()).toBe("InsufficientTaoBalance")
    withdraw(state, alice, 1n, "AllowDeath")
    expect(swap()).toBe("NotEnoughBalanceToPaySwapHotKey")
    expect(swap(1)).toBe("none")
  })

  it("where collateral could not be listed under the new hotkey", () => {
    const { state, swap } = open()
    const bonded = { locked: 4n, drain_ratio: 5n, min_locked: 6n, earned: 7n }
    storage.MinerCollateral.set(state, 1, hotA, alice, bonded)
    const full = Array.from({ length: 32 }, (_, n) => key(150 + n))
    storage.ColdkeyCollateralHotkeys.set(state, 1, alice, full)
    expect(swap(1)).toBe("ColdkeyCollateralPositionsFull")
    storage.ColdkeyCollateralHotkeys.set(state, 1, alice, [key(150), hotA])
    createHotkeyIfNew(state, alice, hotC)
    storage.MinerCollateral.set(state, 1, hotC, alice, {
      locked: 1n,
      drain_ratio: 9n,
      min_locked: 1n,
      earned: 1n,
    })
    expect(swap(1)).toBe("none")
    expect(storage.MinerCollateral.get(state, 1, hotC, alice)).toEqual({
      locked: 5n,
      drain_ratio: 5n,
      min_locked: 7n,
      earned: 8n,
    })
    expect(storage.ColdkeyCollateralHotkeys.get(state, 1, alice)).toEqual([key(150), hotC])
  })
})

it("keeps locks for the hotkey, their sums and their conviction", () => {
  const { state, swap } = open()
  const lock = { locked_mass: 1000n, conviction: U64F64.fromInt(500), last_update: 10n }
  storage.Lock.set(state, bob, 1, hotA, lock)
  storage.LockingColdkeys.set(state, 1, hotA, bob, undefined)
  storage.DecayingHotkeyLock.set(state, 1, hotA, lock)
  expect(swap(1)).toBe("none")
  expect(storage.Lock.get(state, bob, 1, hotC)).toEqual(lock)
  expect(storage.LockingColdkeys.has(state, 1, hotC, bob)).toBe(true)
  expect(storage.DecayingHotkeyLock.get(state, 1, hotC)).toEqual(lock)
  expect([...storage.Lock.keys(state)].length).toBe(1)
  expect([...storage.DecayingHotkeyLock.keys(state)].length).toBe(1)
})

it("declares little for a swap on one subnet without stake, and the most for all others", () => {
  const declared = (netuid: number | undefined, keep_stake: boolean) =>
    swapHotkeyV2Info({ netuid, keep_stake } as never, base, {} as never).weight.ref_time
  const base = { weight: { ref_time: 7n ** 20n, proof_size: 0n }, class: "Normal", pays: "Yes" } as const
  expect(declared(1, true)).toBe(275_300_000n + 53n * 25_000_000n + 39n * 100_000_000n)
  expect([declared(1, false), declared(undefined, true)]).toEqual([7n ** 20n, 7n ** 20n])
})
