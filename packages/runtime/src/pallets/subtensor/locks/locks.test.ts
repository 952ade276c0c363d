import { attempt, DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { errorOf, takeEvents } from "../../utility/dispatch.testkit.ts"
import { payOwnerCut } from "../coinbase/payOwner.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { alice, bob, hotA, hotB, key, openBooks, TAO } from "../staking/books.testKit.ts"
import { moveStakePosition } from "../staking/moving.ts"
import { increaseStake, stakeOf } from "../staking/stake.ts"
import { unstakeFromSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { setAcceptsLockedAlpha } from "./acceptance.ts"
import { coldkeyLock } from "./availability.ts"
import { lockStake } from "./lockStake.ts"
import { moveLock } from "./moveLock.ts"
import { changeOwnerByConviction } from "./ownerChange.ts"
import { setPerpetualLock } from "./perpetualLock.ts"

const YEAR = 7_200 * 365 + 1_800
const [carol, hotA2] = [key(3), key(103)]

let state: State
/** Alice holds 100 alpha on hotkey A, Bob 100 on B; all on subnet 1, whose owner hotkey is another. */
beforeEach(() => {
  state = openBooks()
  storage.SubnetOwnerHotkey.set(state, 1, key(200))
  createHotkeyIfNew(state, alice, hotA2)
  for (const [hotkey, coldkey] of [
    [hotA, alice],
    [hotB, bob],
  ] as const)
    increaseStake(state, hotkey, coldkey, 1, 100n * TAO)
  storage.SubnetAlphaOut.set(state, 1, 200n * TAO)
})

const lockOf = (coldkey: Hex) => [...storage.Lock.entries(state, coldkey, 1)]
const error = (body: () => void) => errorOf(() => state.transaction(body)).replace("SubtensorModule.", "")

describe("lockStake", () => {
  it("locks alpha on whatever hotkey it stands, for one hotkey a subnet", () => {
    lockStake(state, alice, 1, hotB, 60n * TAO)
    expect(takeEvents(state)).toEqual(["StakeLocked"])
    expect(coldkeyLock(state, alice, 1)).toEqual({ locked_mass: 60n * TAO, conviction: 0n, last_update: 10n })
    expect(storage.DecayingHotkeyLock.get(state, 1, hotB)?.locked_mass).toBe(60n * TAO)
    expect(storage.LockingColdkeys.has(state, 1, hotB, alice)).toBe(true)
    const sell = (alpha: bigint) =>
      error(() =>
        unstakeFromSubnet(state, hotA, alice, 1, alpha, { limitPrice: 1000n, enforceRootHold: true }),
      )
    expect([sell(40n * TAO + 1n), sell(40n * TAO)]).toEqual(["StakeUnavailable", "none"])
  })

  it("checks subnet, amount, hotkey, an older lock and the stake, in this order", () => {
    const lock = (netuid: number, hotkey: Hex, amount: bigint) =>
      error(() => lockStake(state, alice, netuid, hotkey, amount))
    expect(lock(9, key(77), 0n)).toBe("SubnetNotExists")
    expect(lock(1, key(77), 0n)).toBe("AmountTooLow")
    expect(lock(1, key(77), 1n)).toBe("HotKeyAccountNotExists")
    expect(lock(1, hotA, 100n * TAO + 1n)).toBe("InsufficientStakeForLock")
    expect(lock(1, hotA, 60n * TAO)).toBe("none")
    expect(lock(1, hotB, 1000n * TAO)).toBe("LockHotkeyMismatch")
    expect(lock(1, hotA, 40n * TAO + 1n)).toBe("InsufficientStakeForLock")
    expect(lock(1, hotA, 40n * TAO)).toBe("none")
  })

  it("gives conviction at once for the owner's hotkey", () => {
    storage.SubnetOwnerHotkey.set(state, 1, hotA)
    lockStake(state, alice, 1, hotA, 1000n)
    expect(storage.DecayingOwnerLock.get(state, 1)?.conviction).toBe(U64F64.fromInt(1000n))
    expect(storage.DecayingHotkeyLock.has(state, 1, hotA)).toBe(false)
  })
})

describe("a lock", () => {
  it("fades unless perpetual, and vanishes with the next stake change once it is dust", () => {
    setPerpetualLock(state, bob, 1, true)
    lockStake(state, alice, 1, hotA, 50n * TAO)
    lockStake(state, bob, 1, hotB, 50n * TAO)
    expect(storage.HotkeyLock.get(state, 1, hotB)?.locked_mass).toBe(50n * TAO)
    system.Number.set(state, 10 + 40 * 934_866)
    expect(coldkeyLock(state, alice, 1)?.locked_mass).toBe(0n)
    expect(coldkeyLock(state, bob, 1)?.locked_mass).toBe(50n * TAO)
    unstakeFromSubnet(state, hotA, alice, 1, 100n * TAO, { limitPrice: 1000n, enforceRootHold: true })
    expect(lockOf(alice)).toEqual([])
    expect(storage.LockingColdkeys.has(state, 1, hotA, alice)).toBe(false)
  })

  it("changes its sum with its kind", () => {
    lockStake(state, alice, 1, hotA, 50n * TAO)
    setPerpetualLock(state, alice, 1, true)
    expect(storage.DecayingHotkeyLock.has(state, 1, hotA)).toBe(false)
    expect(storage.HotkeyLock.get(state, 1, hotA)?.locked_mass).toBe(50n * TAO)
    setPerpetualLock(state, alice, 1, false)
    expect(storage.HotkeyLock.has(state, 1, hotA)).toBe(false)
    expect(storage.DecayingLock.has(state, alice, 1)).toBe(false)
    expect(error(() => setPerpetualLock(state, alice, 9, true))).toBe("SubnetNotExists")
  })

  it("keeps conviction when it moves to a hotkey of the same owner, and loses it to another's", () => {
    setPerpetualLock(state, alice, 1, true)
    lockStake(state, alice, 1, hotA, 50n * TAO)
    system.Number.set(state, 100_000)
    moveLock(state, alice, hotA2, 1)
    const grown = coldkeyLock(state, alice, 1)?.conviction ?? 0n
    expect(grown).toBeGreaterThan(U64F64.fromInt(4n * TAO))
    expect(storage.HotkeyLock.get(state, 1, hotA2)?.conviction).toBe(grown)
    expect(storage.HotkeyLock.has(state, 1, hotA)).toBe(false)
    moveLock(state, alice, hotB, 1)
    expect(coldkeyLock(state, alice, 1)).toEqual({
      locked_mass: 50n * TAO,
      conviction: 0n,
      last_update: 100_000n,
    })
    expect(error(() => moveLock(state, bob, hotA, 1))).toBe("NoExistingLock")
    expect(error(() => moveLock(state, bob, key(77), 1))).toBe("HotKeyAccountNotExists")
  })
})

describe("stake that changes its coldkey", () => {
  const give = (alpha: bigint, hotkey = hotA) =>
    error(() =>
      moveStakePosition(state, {
        from: { coldkey: alice, hotkey: hotA, netuid: 1 },
        to: { coldkey: carol, hotkey, netuid: 1 },
        alpha,
        isTransfer: true,
      }),
    )

  it("takes along the locked part that free stake does not cover, if the receiver agrees", () => {
    setPerpetualLock(state, alice, 1, true)
    lockStake(state, alice, 1, hotA, 80n * TAO)
    expect(give(20n * TAO)).toBe("none")
    expect(lockOf(carol)).toEqual([])
    expect(give(10n * TAO)).toBe("AccountRejectsLockedAlpha")
    setAcceptsLockedAlpha(state, carol, true)
    system.Number.set(state, 50_000)
    expect(give(20n * TAO)).toBe("none")
    const [mine, hers] = [coldkeyLock(state, alice, 1)!, coldkeyLock(state, carol, 1)!]
    expect([mine.locked_mass, hers.locked_mass]).toEqual([60n * TAO, 20n * TAO])
    expect(mine.conviction / 3n - hers.conviction).toBeLessThan(10n)
    // Hers fades: it has not been made perpetual.
    expect(storage.DecayingHotkeyLock.get(state, 1, hotA)).toEqual(hers)
  })

  it("cannot be locked for two hotkeys at the receiver's", () => {
    setAcceptsLockedAlpha(state, carol, true)
    increaseStake(state, hotB, carol, 1, TAO)
    lockStake(state, carol, 1, hotB, TAO)
    lockStake(state, alice, 1, hotA, 100n * TAO)
    expect([give(TAO), give(TAO, hotB)]).toEqual(["LockHotkeyMismatch", "none"])
    expect(coldkeyLock(state, carol, 1)?.locked_mass).toBe(2n * TAO)
  })
})

/** The hotkey for which the coldkey may lock more. */
const lockHotkey = (coldkey: Hex): Hex => lockOf(coldkey)[0]?.[0][2] ?? hotA

it("sums hold what all locks together hold", () => {
  const who = fc.constantFrom(alice, bob)
  const step = fc.oneof(
    fc.tuple(who, fc.bigInt(200n, 50n * TAO)).map(([coldkey, amount]) => () => {
      lockStake(state, coldkey, 1, lockHotkey(coldkey), amount)
    }),
    fc.tuple(who, fc.constantFrom(hotA, hotA2, hotB)).map(
      ([coldkey, to]) =>
        () =>
          moveLock(state, coldkey, to, 1),
    ),
    fc.tuple(who, fc.boolean()).map(
      ([coldkey, on]) =>
        () =>
          setPerpetualLock(state, coldkey, 1, on),
    ),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      attempt(state, () => {
        for (const body of steps) error(body)
        const locks = [alice, bob].map((coldkey) => coldkeyLock(state, coldkey, 1)?.locked_mass ?? 0n)
        const sums = [storage.HotkeyLock, storage.DecayingHotkeyLock].flatMap((item) =>
          [...item.entries(state, 1)].map(([, sum]) => sum.locked_mass),
        )
        expect(total(sums)).toBe(total(locks))
        throw new DispatchFailure({ type: "Other" })
      })
    }),
    { numRuns: 60 },
  )
})

const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n)

describe("the owner's cut", () => {
  it("is locked where the subnet says so, for the hotkey of the owner's lock", () => {
    storage.SubnetOwner.set(state, 1, alice)
    storage.SubnetOwnerHotkey.set(state, 1, hotA)
    payOwnerCut(state, 1, 500n)
    expect(lockOf(alice)).toEqual([])
    storage.OwnerCutAutoLockEnabled.set(state, 1, true)
    payOwnerCut(state, 1, 500n)
    expect(coldkeyLock(state, alice, 1)?.locked_mass).toBe(500n)
    moveLock(state, alice, hotB, 1)
    payOwnerCut(state, 1, 300n)
    expect(storage.DecayingHotkeyLock.get(state, 1, hotB)?.locked_mass).toBe(800n)
    payOwnerCut(state, 1, 0n)
    expect(stakeOf(state, hotA, alice, 1)).toBe(100n * TAO + 1300n)
  })
})

describe("changeOwnerByConviction", () => {
  beforeEach(() => {
    storage.SubnetOwner.set(state, 1, alice)
    storage.SubnetOwnerHotkey.set(state, 1, hotA)
    storage.MaxAllowedUids.set(state, 1, 4)
    setPerpetualLock(state, alice, 1, true)
    setPerpetualLock(state, bob, 1, true)
    lockStake(state, alice, 1, hotA, 2n * TAO)
    lockStake(state, bob, 1, hotB, 30n * TAO)
    state.events.length = 0
  })

  it("gives an old subnet to who has most conviction, as a neuron, with conviction for all its mass", () => {
    system.Number.set(state, YEAR - 1)
    changeOwnerByConviction(state, 1)
    expect(storage.SubnetOwner.get(state, 1)).toBe(alice)
    system.Number.set(state, YEAR)
    changeOwnerByConviction(state, 1)
    expect([storage.SubnetOwner.get(state, 1), storage.SubnetOwnerHotkey.get(state, 1)]).toEqual([bob, hotB])
    expect(isRegistered(state, 1, hotB)).toBe(true)
    expect(takeEvents(state)).toEqual(["SubnetOwnerChanged"])
    expect(storage.OwnerLock.get(state, 1)).toEqual({
      locked_mass: 30n * TAO,
      conviction: U64F64.fromInt(30n * TAO),
      last_update: BigInt(YEAR),
    })
    expect(storage.HotkeyLock.get(state, 1, hotA)?.locked_mass).toBe(2n * TAO)
    changeOwnerByConviction(state, 1)
    expect(takeEvents(state)).toEqual([])
  })

  it("needs a tenth of the alpha outside the pool behind locks, and a free uid", () => {
    system.Number.set(state, YEAR)
    storage.SubnetAlphaOut.set(state, 1, 400n * TAO)
    changeOwnerByConviction(state, 1)
    storage.SubnetAlphaOut.set(state, 1, 200n * TAO)
    storage.MaxAllowedUids.set(state, 1, 0)
    changeOwnerByConviction(state, 1)
    expect(storage.SubnetOwner.get(state, 1)).toBe(alice)
  })
})
