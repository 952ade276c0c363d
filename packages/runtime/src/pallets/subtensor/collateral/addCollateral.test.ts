import type { State } from "@taonet/frame/state"
import { I96F32, U64F64 } from "@taonet/primitives/fixed/formats"
import { beforeEach, describe, expect, it } from "vitest"
import { errorOf, takeEvents } from "../../utility/dispatch.testkit.ts"
import { settleCollateral } from "../coinbase/settleCollateral.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { availableToUnstake } from "../locks/availability.ts"
import { alice, bob, bookErrors, hotA, key, openBooks, TAO } from "../staking/books.testKit.ts"
import { stakeOf } from "../staking/stake.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { addCollateral, setMinCollateral } from "./addCollateral.ts"

const position = { netuid: 1, hotkey: hotA, coldkey: alice }
const anyPrice = 10n ** 15n
const rowOf = (state: State) => storage.MinerCollateral.get(state, 1, hotA, alice)

let state: State
/** Alice has about 19.8 alpha of hotkey A on a subnet at 0.5 TAO per alpha. */
beforeEach(() => {
  state = openBooks()
  storage.SubnetMovingPrice.set(state, 1, I96F32.fromRatio(1n, 2n))
  stakeIntoSubnet(state, hotA, alice, 1, 11n * TAO, { limitPrice: anyPrice })
  state.events.length = 0
})

describe("addCollateral", () => {
  it("locks free stake first and buys only what is missing", () => {
    const stake = stakeOf(state, hotA, alice, 1)
    addCollateral(state, position, 5n * TAO, 0n)
    expect(takeEvents(state)).toEqual(["CollateralLocked"])
    expect(rowOf(state)).toMatchObject({ locked: 5n * TAO, min_locked: 0n, earned: 0n })
    expect(availableToUnstake(state, alice, 1)).toBe(stake - 5n * TAO)

    addCollateral(state, position, stake, anyPrice)
    expect(takeEvents(state)).toContain("StakeAdded")
    const bought = stakeOf(state, hotA, alice, 1) - stake
    expect(bought).toBeGreaterThan(2n * TAO)
    expect(rowOf(state)?.locked).toBe(stake + bought)
    expect(availableToUnstake(state, alice, 1)).toBe(0n)
    expect(storage.ColdkeyMinerCollateral.get(state, 1, alice)).toBe(stake + bought)
    expect(storage.ColdkeyCollateralHotkeys.get(state, 1, alice)).toEqual([hotA])
    expect(bookErrors(state)).toEqual([])
  })

  it("refuses what is not the caller's, not there, too dear or too much", () => {
    const error = (change: Partial<typeof position>, alpha = TAO, limit = anyPrice) =>
      errorOf(() => state.transaction(() => addCollateral(state, { ...position, ...change }, alpha, limit)))
    expect([
      error({ netuid: 0 }),
      error({ netuid: 9 }),
      error({ hotkey: key(99) }),
      error({ coldkey: bob }),
      error({}, 0n),
      error({}, 30n * TAO, 1n),
      error({}, 30n * TAO, 630_000_000n),
      error({}, 5000n * TAO),
    ]).toEqual(
      [
        "RegistrationNotPermittedOnRootSubnet",
        "SubnetNotExists",
        "HotKeyAccountNotExists",
        "NonAssociatedColdKey",
        "AmountTooLow",
      ]
        .map((name) => `SubtensorModule.${name}`)
        .concat(
          "Swap.PriceLimitExceeded",
          "SubtensorModule.SlippageTooHigh",
          "SubtensorModule.NotEnoughBalanceToStake",
        ),
    )
    storage.SubtokenEnabled.set(state, 1, false)
    expect(error({})).toBe("SubtensorModule.SubtokenDisabled")
    expect(rowOf(state)).toBeUndefined()
  })

  it("stands on 32 hotkeys of a coldkey at most", () => {
    const hotkeys = Array.from({ length: 33 }, (_, i) => key(110 + i))
    const floor = (hotkey: (typeof hotkeys)[number]) => {
      createHotkeyIfNew(state, alice, hotkey)
      return errorOf(() => setMinCollateral(state, { ...position, hotkey }, 1n))
    }
    expect(new Set(hotkeys.slice(0, 32).map(floor))).toEqual(new Set(["none"]))
    expect(floor(hotkeys[32]!)).toBe("SubtensorModule.ColdkeyCollateralPositionsFull")
    setMinCollateral(state, { ...position, hotkey: hotkeys[3]! }, 0n)
    expect(floor(hotkeys[32]!)).toBe("none")
  })
})

describe("the floor", () => {
  it("stops the release, and is refilled from what the owner earns", () => {
    storage.CollateralDrainRatio.set(state, 1, U64F64.fromInt(2n))
    addCollateral(state, position, 1000n, 0n)
    setMinCollateral(state, position, 900n)
    const earn = (emission: bigint) =>
      settleCollateral(state, 1, hotA, alice, { emission, capturable: emission })
    expect([earn(10n), rowOf(state)?.locked]).toEqual([0n, 980n])
    expect([earn(500n), rowOf(state)?.locked]).toEqual([0n, 900n])
    setMinCollateral(state, position, 950n)
    expect([earn(30n), rowOf(state)?.locked]).toEqual([30n, 930n])
    expect([earn(30n), rowOf(state)]).toEqual([
      20n,
      { locked: 950n, min_locked: 950n, earned: 570n, drain_ratio: U64F64.fromInt(2n) },
    ])
    setMinCollateral(state, position, 0n)
    expect([earn(475n), rowOf(state)]).toEqual([0n, undefined])
    expect(storage.ColdkeyCollateralHotkeys.has(state, 1, alice)).toBe(false)
    expect(storage.ColdkeyMinerCollateral.has(state, 1, alice)).toBe(false)
  })

  it("leaves no row behind where none was", () => {
    setMinCollateral(state, position, 0n)
    expect([rowOf(state), takeEvents(state)]).toEqual([undefined, ["MinCollateralSet"]])
  })
})
