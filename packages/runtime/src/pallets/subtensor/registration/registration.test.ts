import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { freeBalance } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { storage as swap } from "../../swap/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { burnDecayFactor } from "../math/registrationBurn.ts"
import { calls, storage } from "../schema.ts"
import { stakeOf } from "../staking/stake.ts"
import { burnAccount, subnetAccount } from "../subnets/accounts.ts"
import { updateRegistrationBurns } from "./burns.ts"

const { Alice, Bob } = devAccounts
const hotkey = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const FEE_RATE = 33n
const PRICE = 100_000_000n

let chain: TestChain
let state: State
beforeEach(() => {
  chain = createTestChain()
  state = chain.state
  system.Number.set(state, 1)
})

/** Name of the error, or undefined on success. */
function run(signer: Hex, call: Parameters<TestChain["call"]>[1]): string | undefined {
  const result = chain.call(signer, call)
  if (result.ok) return undefined
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}

const register = (netuid: number, key: Hex, signer: Hex = Alice) =>
  run(signer, calls.burned_register.make({ netuid, hotkey: key }))
const registerRoot = (key: Hex, signer: Hex = Alice) => run(signer, calls.root_register.make({ hotkey: key }))

describe("burned_register", () => {
  it("reports errors in the reference's order", () => {
    storage.NetworkRegistrationAllowed.set(state, 1, false)
    storage.Burn.set(state, 1, 10n ** 18n)
    expect(register(0, subnetAccount(9))).toBe("RegistrationNotPermittedOnRootSubnet")
    expect(register(5, subnetAccount(9))).toBe("SubnetNotExists")
    expect(register(1, subnetAccount(9))).toBe("SubNetRegistrationDisabled")
    storage.NetworkRegistrationAllowed.set(state, 1, true)
    expect(register(1, hotkey(0))).toBe("HotKeyAlreadyRegisteredInSubNet")
    expect(register(1, subnetAccount(9))).toBe("NotEnoughBalanceToStake")
    storage.Burn.set(state, 1, PRICE)
    expect(register(1, subnetAccount(9))).toBe("CannotUseSystemAccount")
    storage.Owner.set(state, hotkey(5), Bob)
    storage.MaxAllowedUids.set(state, 1, 0)
    expect(register(1, hotkey(5))).toBe("NonAssociatedColdKey")
    expect(register(1, hotkey(6))).toBe("NoNeuronIdAvailable")
    storage.MaxAllowedUids.set(state, 1, 1)
    storage.ImmunityPeriod.set(state, 1, 0)
    expect(register(1, hotkey(6))).toBe("NoNeuronIdAvailable")
    // A refused registration leaves nothing behind.
    expect(storage.Owner.has(state, hotkey(6))).toBe(false)
    expect(state.events.length).toBe(0)
  })

  it("swaps the price, takes the bought alpha out of existence and pays the fee to the author", () => {
    const author = hotkey(0x77)
    state.author = author
    const before = freeBalance(state, Alice)
    expect(register(1, hotkey(5))).toBeUndefined()
    const fee = (PRICE * FEE_RATE) / 65_535n
    const bought = 10_000_000_000n - storage.SubnetAlphaIn.get(state, 1)
    expect(before - freeBalance(state, Alice)).toBe(PRICE)
    expect(freeBalance(state, author)).toBe(fee)
    expect(freeBalance(state, subnetAccount(1))).toBe(PRICE - fee)
    expect(storage.SubnetTAO.get(state, 1)).toBe(10_000_000_000n + PRICE - fee)
    expect(bought).toBeGreaterThan(0n)
    expect(storage.SubnetAlphaOut.get(state, 1)).toBe(1_000_000_000n)
    expect(storage.SubnetTaoFlow.get(state, 1)).toBe(PRICE - fee)
    expect(storage.RAORecycledForRegistration.get(state, 1)).toBe(PRICE)
    expect(storage.Uids.get(state, 1, hotkey(5))).toBe(1)
    expect(chain.takeEvents()).toEqual([
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      "System.NewAccount",
      "Balances.Endowed",
      "Balances.Transfer",
      "SubtensorModule.RAORecycledForRegistrationSet",
      "SubtensorModule.NeuronRegistered",
    ])
  })

  it("burns the fee where nobody authors the block", () => {
    expect(register(1, hotkey(5))).toBeUndefined()
    expect(freeBalance(state, burnAccount)).toBe((PRICE * FEE_RATE) / 65_535n)
  })

  it("raises the price within the block and lets it decay in the next", () => {
    expect(register(1, hotkey(5))).toBeUndefined()
    const bumped = storage.Burn.get(state, 1)
    expect(bumped).toBe(126_000_000n)
    expect(register(1, hotkey(6))).toBeUndefined()
    expect(storage.Burn.get(state, 1)).toBe(158_760_000n)
    expect(storage.RegistrationsThisBlock.get(state, 1)).toBe(2)
    updateRegistrationBurns(state, 2)
    expect(storage.Burn.get(state, 1)).toBe((158_760_000n * burnDecayFactor(360)) >> 32n)
    expect(storage.RegistrationsThisBlock.get(state, 1)).toBe(0)
    expect(storage.RegistrationsThisBlock.has(state, 0)).toBe(true)
  })

  it("only clamps in block 1", () => {
    storage.MinBurn.set(state, 1, 200_000_000n)
    updateRegistrationBurns(state, 1)
    expect(storage.Burn.get(state, 1)).toBe(200_000_000n)
    expect(storage.Burn.has(state, 0)).toBe(false)
  })

  it("locks the collateral share as stake and credits what is locked already", () => {
    storage.CollateralLockShare.set(state, 1, 32_768)
    storage.SubnetMovingPrice.set(state, 1, 1n << 32n)
    expect(register(1, hotkey(5))).toBeUndefined()
    const row = storage.MinerCollateral.get(state, 1, hotkey(5), Alice)
    const required = (PRICE * ((32_768n << 64n) / 65_535n)) >> 64n
    expect(row?.locked).toBe(stakeOf(state, hotkey(5), Alice, 1))
    expect(row?.locked).toBeGreaterThan((required * 9n) / 10n)
    expect(storage.ColdkeyMinerCollateral.get(state, 1, Alice)).toBe(row?.locked)
    expect(storage.ColdkeyCollateralHotkeys.get(state, 1, Alice)).toEqual([hotkey(5)])
    expect(storage.RAORecycledForRegistration.get(state, 1)).toBe(PRICE - required)
    expect(chain.takeEvents().slice(-4)).toEqual([
      "SubtensorModule.StakeAdded",
      "SubtensorModule.CollateralLocked",
      "SubtensorModule.RAORecycledForRegistrationSet",
      "SubtensorModule.NeuronRegistered",
    ])
    // The same hotkey again, its neuron being gone: the lock is worth the requirement, so only the burned part is paid.
    storage.Uids.delete(state, 1, hotkey(5))
    storage.Burn.set(state, 1, PRICE / 2n)
    storage.CollateralDrainRatio.set(state, 1, 3n << 64n)
    const before = freeBalance(state, Alice)
    expect(register(1, hotkey(5))).toBeUndefined()
    const half = ((PRICE / 2n) * ((32_768n << 64n) / 65_535n)) >> 64n
    expect(before - freeBalance(state, Alice)).toBe(PRICE / 2n - half)
    expect(storage.MinerCollateral.get(state, 1, hotkey(5), Alice)).toEqual({
      ...row,
      drain_ratio: 3n << 64n,
    })
  })

  it("refuses a price above the caller's limit before anything else of the path", () => {
    const limited = (netuid: number, limit_price: bigint) =>
      run(Alice, calls.register_limit.make({ netuid, hotkey: hotkey(0), limit_price }))
    expect(limited(0, 0n)).toBe("RegistrationNotPermittedOnRootSubnet")
    expect(limited(9, 0n)).toBe("SubnetNotExists")
    expect(limited(1, PRICE - 1n)).toBe("RegistrationPriceLimitExceeded")
    expect(limited(1, PRICE)).toBe("HotKeyAlreadyRegisteredInSubNet")
  })

  it("undoes everything when the pool refuses", () => {
    storage.SubnetAlphaIn.set(state, 1, 10n)
    const root = freeBalance(state, Alice)
    expect(register(1, hotkey(5))).toBe("ReservesTooLow")
    expect(freeBalance(state, Alice)).toBe(root)
    expect(storage.SubnetworkN.get(state, 1)).toBe(1)
    expect(swap.PalSwapInitialized.has(state, 1)).toBe(false)
  })
})

describe("root_register", () => {
  it("recycles the price, makes a delegate and a parent of subnet owners", () => {
    const owner = hotkey(0x0a)
    storage.SubnetOwnerHotkey.set(state, 1, owner)
    const issued = balances.TotalIssuance.get(state)
    expect(registerRoot(hotkey(5))).toBeUndefined()
    expect(balances.TotalIssuance.get(state)).toBe(issued - PRICE)
    expect(storage.RAORecycledForRegistration.get(state, 0)).toBe(PRICE)
    expect(storage.Burn.get(state, 0)).toBe(126_000_000n)
    expect(storage.Delegates.get(state, hotkey(5))).toBe(11_796)
    expect(storage.Delegates.has(state, hotkey(5))).toBe(true)
    expect(storage.ChildKeys.get(state, hotkey(5), 1)).toEqual([[2n ** 64n - 1n, owner]])
    expect(storage.ParentKeys.get(state, owner, 1)).toEqual([[2n ** 64n - 1n, hotkey(5)]])
    expect(chain.takeEvents()).toEqual([
      "Balances.Withdraw",
      "SubtensorModule.RAORecycledForRegistrationSet",
      "SubtensorModule.NeuronRegistered",
      "SubtensorModule.SetChildren",
    ])
  })

  it("takes one a block, and three in root's first hundred blocks", () => {
    for (let block = 1; block <= 3; block++) {
      system.Number.set(state, block)
      updateRegistrationBurns(state, block)
      expect(registerRoot(hotkey(block))).toBeUndefined()
      expect(registerRoot(hotkey(50 + block))).toBe("TooManyRegistrationsThisBlock")
    }
    updateRegistrationBurns(state, 99)
    expect(registerRoot(hotkey(4))).toBe("TooManyRegistrationsThisInterval")
    updateRegistrationBurns(state, 100)
    expect(registerRoot(hotkey(1))).toBe("HotKeyAlreadyRegisteredInSubNet")
    expect(registerRoot(hotkey(4))).toBeUndefined()
  })

  it("on a full root replaces the least staked member past its immunity", () => {
    storage.MaxAllowedUids.set(state, 0, 2)
    storage.MaxRegistrationsPerBlock.set(state, 0, 9)
    storage.TargetRegistrationsPerInterval.set(state, 0, 9)
    const owner = hotkey(0x0a)
    storage.SubnetOwnerHotkey.set(state, 1, owner)
    for (const n of [1, 2]) expect(registerRoot(hotkey(n))).toBeUndefined()
    expect(registerRoot(hotkey(3))).toBe("NoNeuronIdAvailable")
    expect(storage.Owner.has(state, hotkey(3))).toBe(false)

    system.Number.set(state, 5_000)
    storage.TotalHotkeyAlpha.set(state, hotkey(1), 0, 20n)
    storage.TotalHotkeyAlpha.set(state, hotkey(2), 0, 10n)
    storage.TotalHotkeyAlpha.set(state, hotkey(3), 0, 9n)
    expect(registerRoot(hotkey(3))).toBe("StakeTooLowForRoot")
    storage.TotalHotkeyAlpha.set(state, hotkey(3), 0, 10n)
    expect(registerRoot(hotkey(3))).toBeUndefined()
    expect(storage.Keys.get(state, 0, 1)).toBe(hotkey(3))
    expect(storage.Uids.has(state, 0, hotkey(2))).toBe(false)
    // The one that left is no longer a parent of the owner, the newcomer is.
    expect(storage.ChildKeys.has(state, hotkey(2), 1)).toBe(false)
    expect(storage.ParentKeys.get(state, owner, 1).map(([, parent]) => parent)).toEqual([
      hotkey(1),
      hotkey(3),
    ])
  })

  it("needs the price beyond the existential deposit", () => {
    const poor = hotkey(0xee)
    system.Account.mutate(state, poor, (info) => ({
      ...info,
      providers: 1,
      data: { ...info.data, free: PRICE + 499n },
    }))
    expect(registerRoot(hotkey(5), poor)).toBe("InsufficientTaoBalance")
    system.Account.mutate(state, poor, (info) => ({ ...info, data: { ...info.data, free: PRICE + 500n } }))
    expect(registerRoot(hotkey(5), poor)).toBeUndefined()
    expect(freeBalance(state, poor)).toBe(500n)
  })

  it("does not become a parent where it has children, or does not want to", () => {
    storage.SubnetOwnerHotkey.set(state, 1, hotkey(0x0a))
    storage.ChildKeys.set(state, hotkey(5), 1, [[1n, hotkey(8)]])
    expect(registerRoot(hotkey(5))).toBeUndefined()
    expect(storage.ChildKeys.get(state, hotkey(5), 1)).toEqual([[1n, hotkey(8)]])
    storage.MaxRegistrationsPerBlock.set(state, 0, 9)
    storage.AutoParentDelegationEnabled.set(state, hotkey(6), false)
    expect(registerRoot(hotkey(6))).toBeUndefined()
    expect(storage.ChildKeys.has(state, hotkey(6), 1)).toBe(false)
  })
})
