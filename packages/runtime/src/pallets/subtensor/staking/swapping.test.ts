import { ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { expect, it } from "vitest"
import { storage as alphaAssets } from "../../alphaAssets/schema.ts"
import { freeBalance } from "../../balances/currency.ts"
import { addStake } from "../calls/addStake.ts"
import { addStakeLimit } from "../calls/addStakeLimit.ts"
import { moveStake } from "../calls/moveStake.ts"
import { removeStake } from "../calls/removeStake.ts"
import { transferStake } from "../calls/transferStake.ts"
import { unstakeAllAlpha } from "../calls/unstakeAllAlpha.ts"
import { storage } from "../storage.ts"
import { burnAccount, subnetAccount } from "../subnets/accounts.ts"
import { alice, author, bob, bookErrors, hotA, hotB, key, openBooks, TAO } from "./books.testKit.ts"
import { stakeOf } from "./stake.ts"

const NETUID = 1

const stake = (state: State, coldkey: Hex, hotkey: Hex, netuid: number, amount_staked: bigint) =>
  addStake(state, signedOrigin(coldkey), { hotkey, netuid, amount_staked })
const unstake = (state: State, coldkey: Hex, hotkey: Hex, netuid: number, amount_unstaked: bigint) =>
  removeStake(state, signedOrigin(coldkey), { hotkey, netuid, amount_unstaked })
const names = (state: State) => state.events.map(({ event }) => `${event.type}.${event.value.type}`)

function errorOf(state: State, body: () => void): string {
  try {
    state.transaction(body)
  } catch (error) {
    if (error instanceof ModuleError) return `${error.def.pallet}.${error.def.name}`
    throw error
  }
  return "none"
}

it("stakes at the pool price, pays the fee to the author and keeps the books", () => {
  const state = openBooks()
  stake(state, bob, hotA, NETUID, 10n * TAO)
  const fee = 5_035_477n
  const alpha = stakeOf(state, hotA, bob, NETUID)
  expect(freeBalance(state, author)).toBe(fee)
  expect(storage.SubnetTAO.get(state, NETUID)).toBe(110n * TAO - fee)
  expect(storage.SubnetAlphaIn.get(state, NETUID) + alpha).toBe(200n * TAO)
  expect(storage.TotalStake.get(state)).toBe(10n * TAO)
  expect(storage.StakingHotkeys.get(state, bob)).toEqual([hotB, hotA])
  expect(names(state)).toEqual([
    "Balances.Transfer",
    "System.NewAccount",
    "Balances.Endowed",
    "Balances.Transfer",
    "SubtensorModule.StakeAdded",
  ])
  expect(state.events.at(-1)?.event.value.value).toEqual([bob, hotA, 10n * TAO, alpha, NETUID, fee])
  expect(bookErrors(state)).toEqual([])
})

it("keeps the books through a full removal, which too large an amount asks for", () => {
  const state = openBooks()
  stake(state, bob, hotA, NETUID, 10n * TAO)
  unstake(state, bob, hotA, NETUID, 1_000_000n * TAO)
  expect(stakeOf(state, hotA, bob, NETUID)).toBe(0n)
  expect(storage.TotalHotkeyAlpha.has(state, hotA, NETUID)).toBe(false)
  expect(freeBalance(state, bob)).toBeGreaterThan(999n * TAO - TAO / 50n)
  expect(bookErrors(state)).toEqual([])
})

it("takes all but the existential deposit from who stakes everything", () => {
  const state = openBooks()
  stake(state, bob, hotA, NETUID, 1000n * TAO)
  expect(freeBalance(state, bob)).toBe(500n)
  expect(bookErrors(state)).toEqual([])
})

it("refunds what a price limit leaves over", () => {
  const state = openBooks()
  storage.SubnetTAO.set(state, NETUID, 100n * TAO)
  addStakeLimit(state, signedOrigin(bob), {
    hotkey: hotA,
    netuid: NETUID,
    amount_staked: 500n * TAO,
    limit_price: 600_000_000n,
    allow_partial: true,
  })
  expect(freeBalance(state, bob)).toBeGreaterThan(980n * TAO)
  expect(storage.TotalStake.get(state) + freeBalance(state, bob)).toBe(1000n * TAO)
  expect(storage.Delegates.has(state, hotA)).toBe(true)
  expect(bookErrors(state)).toEqual([])
})

it("burns fees of blocks without an author", () => {
  const state = openBooks()
  state.author = undefined
  stake(state, bob, hotA, NETUID, 10n * TAO)
  expect(freeBalance(state, burnAccount)).toBe(5_035_477n)
  unstake(state, bob, hotA, NETUID, 10n * TAO)
  expect(alphaAssets.AlphaBurned.get(state, NETUID)).toBe((10n * TAO * 33n) / 65_535n)
  expect(bookErrors(state)).toEqual([])
})

it("stakes 1:1 on root and indexes the coldkey while it has stake there", () => {
  const state = openBooks()
  stake(state, bob, hotA, 0, 10n * TAO)
  stake(state, alice, hotA, 0, 20n * TAO)
  expect(stakeOf(state, hotA, bob, 0)).toBe(10n * TAO)
  expect(freeBalance(state, subnetAccount(0))).toBe(30n * TAO)
  expect(storage.LastColdkeyHotkeyStakeBlock.get(state, bob, hotA)).toBe(10n)
  unstake(state, bob, hotA, 0, 10n * TAO)
  expect(storage.StakingColdkeys.has(state, bob)).toBe(false)
  expect(storage.StakingColdkeysByIndex.get(state, 0n)).toBe(alice)
  expect(storage.NumStakingColdkeys.get(state)).toBe(1n)
  expect(bookErrors(state)).toEqual([])
})

it("refuses bad orders in the reference's order", () => {
  const state = openBooks()
  const unknown = key(77)
  const add = (hotkey: Hex, netuid: number, amount: bigint) =>
    errorOf(state, () => stake(state, bob, hotkey, netuid, amount))
  expect(add(unknown, 5, 1n)).toBe("SubtensorModule.SubnetNotExists")
  expect(add(unknown, NETUID, 2_001_006n)).toBe("SubtensorModule.AmountTooLow")
  expect(add(unknown, NETUID, 2000n * TAO)).toBe("SubtensorModule.NotEnoughBalanceToStake")
  expect(add(unknown, NETUID, 2_001_007n)).toBe("SubtensorModule.HotKeyAccountNotExists")
  expect(add(hotA, NETUID, 2_001_007n)).toBe("none")
  expect(add(hotA, NETUID, 200_000n * TAO)).toBe("SubtensorModule.InsufficientLiquidity")
  storage.SubtokenEnabled.set(state, NETUID, false)
  expect(add(unknown, NETUID, 1n)).toBe("SubtensorModule.SubtokenDisabled")

  const remove = (netuid: number, amount: bigint) =>
    errorOf(state, () => unstake(state, bob, hotA, netuid, amount))
  expect(remove(NETUID, 1n)).toBe("SubtensorModule.SubtokenDisabled")
  storage.SubtokenEnabled.set(state, NETUID, true)
  expect(remove(NETUID, 0n)).toBe("SubtensorModule.AmountTooLow")
  expect(remove(NETUID, 1_000n)).toBe("SubtensorModule.AmountTooLow")
})

it("holds root stake, locked alpha and collateral back", () => {
  const state = openBooks()
  stake(state, bob, hotA, 0, 10n * TAO)
  storage.RootStakeUnlockInterval.set(state, 1n)
  expect(errorOf(state, () => unstake(state, bob, hotA, 0, TAO))).toBe("SubtensorModule.RootStakeLocked")

  stake(state, bob, hotA, NETUID, 10n * TAO)
  const alpha = stakeOf(state, hotA, bob, NETUID)
  storage.Lock.set(state, bob, NETUID, hotA, { locked_mass: alpha / 2n, conviction: 0n, last_update: 10n })
  const half = () => unstake(state, bob, hotA, NETUID, alpha / 2n + 2n)
  expect(errorOf(state, half)).toBe("SubtensorModule.StakeUnavailable")
  storage.Lock.set(state, bob, NETUID, hotA, { locked_mass: alpha / 2n, conviction: 0n, last_update: 0n })
  expect(errorOf(state, half)).toBe("none")
})

it("moves between hotkeys for nothing and between subnets for one fee", () => {
  const state = openBooks([
    { netuid: 1, tao: 100n * TAO, alpha: 200n * TAO },
    { netuid: 2, tao: 300n * TAO, alpha: 100n * TAO },
  ])
  stake(state, bob, hotA, 1, 10n * TAO)
  const alpha = stakeOf(state, hotA, bob, 1)
  const fees = freeBalance(state, author)
  const move = { origin_hotkey: hotA, destination_hotkey: hotB, origin_netuid: 1, alpha_amount: alpha }
  moveStake(state, signedOrigin(bob), { ...move, destination_netuid: 1 })
  expect(stakeOf(state, hotB, bob, 1)).toBe(alpha)
  expect(freeBalance(state, author)).toBe(fees)
  moveStake(state, signedOrigin(bob), {
    ...move,
    origin_hotkey: hotB,
    destination_hotkey: hotA,
    destination_netuid: 2,
  })
  expect(stakeOf(state, hotA, bob, 2)).toBeGreaterThan(3n * TAO)
  expect(freeBalance(state, author) - fees).toBeLessThan(6_000_000n)
  transferStake(state, signedOrigin(bob), {
    destination_coldkey: alice,
    hotkey: hotA,
    origin_netuid: 2,
    destination_netuid: 2,
    alpha_amount: TAO,
  })
  expect(stakeOf(state, hotA, alice, 2)).toBe(TAO)
  expect(bookErrors(state)).toEqual([])
})

it("unstakes all alpha into root, and nothing at all where there is none", () => {
  const state = openBooks()
  stake(state, bob, hotA, NETUID, 10n * TAO)
  unstakeAllAlpha(state, signedOrigin(bob), { hotkey: hotA })
  expect(stakeOf(state, hotA, bob, 0)).toBeGreaterThan(9n * TAO)
  expect(bookErrors(state)).toEqual([])
  expect(errorOf(state, () => void unstakeAllAlpha(state, signedOrigin(bob), { hotkey: hotB }))).toBe(
    "SubtensorModule.AmountTooLow",
  )
})
