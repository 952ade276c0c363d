import type { State } from "@taonet/frame/state"
import { describe, expect, it } from "vitest"
import { account, createApiChain } from "../../../apis/shared/apiChain.testkit.ts"
import { storage as system } from "../../system/storage.ts"
import { storage } from "../storage.ts"
import { type LockKind, rollLock } from "./lockState.ts"

function roll(state: State, before: readonly [bigint, bigint, bigint], block: number, kind: LockKind) {
  system.Number.set(state, block)
  const [locked_mass, conviction, last_update] = before
  const after = rollLock(state, { locked_mass, conviction, last_update }, kind)
  return [after.locked_mass, after.conviction, after.last_update]
}

const decaying = { perpetual: false, ofOwner: false }
const perpetual = { perpetual: true, ofOwner: false }

describe("rollLock", () => {
  // From the recorded trace locks_1 of the reference pallet.
  it("equals recorded locks", () => {
    const { state } = createApiChain()
    expect(roll(state, [106_120_573n, 0n, 8186n], 8193, decaying)).toEqual([
      106_119_778n,
      14_657_662_973_709_469_453_922n,
      8193n,
    ])
    expect(roll(state, [19_717_097n, 68_474_049_534_517_250_760_300n, 8203n], 8204, decaying)).toEqual([
      19_717_075n,
      68_863_032_960_126_584_491_273n,
      8204n,
    ])
    expect(roll(state, [21_658_775_607n, 0n, 8190n], 8197, perpetual)).toEqual([
      21_658_775_607n,
      2_991_580_358_534_047_264_881_834n,
      8197n,
    ])
    expect(roll(state, [38_464_073_995n, 0n, 8184n], 8200, { perpetual: false, ofOwner: true })).toEqual([
      38_463_415_697n,
      38_463_415_697n << 64n,
      8200n,
    ])
  })

  it("lets dust vanish and time not run back", () => {
    const { state } = createApiChain()
    expect(roll(state, [99n, 99n << 64n, 5n], 6, decaying)[0]).toBe(0n)
    expect(roll(state, [100n, 7n, 50n], 6, decaying)).toEqual([100n, 7n, 50n])
    storage.UnlockRate.set(state, 0n)
    expect(roll(state, [1000n, 0n, 5n], 6, decaying)).toEqual([0n, 0n, 6n])
  })
})

describe("convictions", () => {
  it("count the owner's locks for the subnet owner's hotkey; equals go to the last account", () => {
    const { state, ask } = createApiChain(10)
    const lock = (mass: bigint) => ({ locked_mass: mass, conviction: mass << 64n, last_update: 10n })
    const king = () => ask("StakeInfoRuntimeApi_get_most_convicted_hotkey_on_subnet", { netuid: 1 })
    const of = (byte: number) =>
      ask("StakeInfoRuntimeApi_get_hotkey_conviction", { hotkey: account(byte), netuid: 1 })
    expect(king()).toBeUndefined()
    storage.HotkeyLock.set(state, 1, account(1), lock(500n))
    storage.DecayingHotkeyLock.set(state, 1, account(2), lock(500n))
    expect(king()).toBe(account(2))
    storage.SubnetOwnerHotkey.set(state, 1, account(1))
    storage.OwnerLock.set(state, 1, { ...lock(300n), conviction: 0n })
    expect(king()).toBe(account(1))
    expect([of(1), of(2), of(3)]).toEqual([800n << 64n, 500n << 64n, 0n])
  })
})
