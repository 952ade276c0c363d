import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { errorOf } from "../../utility/dispatch.testkit.ts"
import { storage } from "../schema.ts"
import { appendNeuron } from "./neurons.ts"
import { storageIndex } from "./storageIndex.ts"
import { trimNeurons } from "./trimming.ts"

const NETUID = 7
const NOW = 10_000
const hotkey = (uid: number): Hex => `0x${(uid + 1).toString(16).padStart(64, "0")}`
const owner: Hex = `0x${"aa".repeat(32)}`
const evm = (n: number): Hex => `0x${n.toString(16).padStart(40, "0")}`

let state: State

/** Six neurons long past immunity, uid limit ten, at least two. */
beforeEach(() => {
  state = createTestChain().state
  system.Number.set(state, NOW)
  storage.NetworksAdded.set(state, NETUID, true)
  storage.SubnetOwner.set(state, NETUID, owner)
  storage.MaxAllowedUids.set(state, NETUID, 10)
  storage.MinAllowedUids.set(state, NETUID, 2)
  storage.ImmunityPeriod.set(state, NETUID, 100)
  storage.MechanismCountCurrent.set(state, NETUID, 2)
  for (let uid = 0; uid < 6; uid++) appendNeuron(state, NETUID, hotkey(uid), BigInt(uid))
  storage.Emission.set(state, NETUID, [10n, 60n, 10n, 40n, 50n, 20n])
})

const kept = () => [...storage.Keys.entries(state, NETUID)].map(([, key]) => key)
const hotkeys = (...uids: number[]) => uids.map(hotkey)

describe("trimNeurons", () => {
  it("removes the lowest emissions, of equals the higher uid, and closes the gaps", () => {
    trimNeurons(state, NETUID, 5)
    expect(kept()).toEqual(hotkeys(0, 1, 3, 4, 5))
    trimNeurons(state, NETUID, 3)
    expect(kept()).toEqual(hotkeys(1, 3, 4))
    expect([0, 1, 3, 4].map((uid) => storage.Uids.get(state, NETUID, hotkey(uid)))).toEqual([
      undefined,
      0,
      1,
      2,
    ])
    expect(storage.Emission.get(state, NETUID)).toEqual([60n, 40n, 50n])
    expect([0, 1, 2].map((uid) => storage.BlockAtRegistration.get(state, NETUID, uid))).toEqual([1n, 3n, 4n])
    expect(storage.IsNetworkMember.get(state, hotkey(0), NETUID)).toBe(false)
    expect([storage.SubnetworkN.get(state, NETUID), storage.MaxAllowedUids.get(state, NETUID)]).toEqual([
      3, 3,
    ])
  })

  it("moves vectors, weights and bonds of all mechanisms along", () => {
    const second = storageIndex(NETUID, 1)
    storage.ValidatorPermit.set(state, NETUID, [true, false, false, true, false, false])
    storage.LastUpdate.set(state, second, [0n, 1n, 2n, 3n, 4n, 5n])
    storage.Weights.set(state, second, 3, [
      [0, 9],
      [4, 8],
      [1, 7],
    ])
    storage.Bonds.set(state, NETUID, 4, [[3, 5]])
    trimNeurons(state, NETUID, 3)
    expect(storage.ValidatorPermit.get(state, NETUID)).toEqual([false, true, false])
    expect(storage.LastUpdate.get(state, second)).toEqual([1n, 3n, 4n])
    expect(storage.Weights.get(state, second, 1)).toEqual([
      [2, 8],
      [0, 7],
    ])
    expect(storage.Weights.has(state, second, 3)).toBe(false)
    expect(storage.Bonds.get(state, NETUID, 2)).toEqual([[1, 5]])
  })

  it("moves EVM addresses with their neurons, in both directions", () => {
    for (const uid of [0, 4]) {
      storage.AssociatedEvmAddress.set(state, NETUID, uid, [evm(uid), 5n])
      storage.AssociatedUidsByEvmAddress.set(state, NETUID, evm(uid), [[uid, 5n]])
    }
    trimNeurons(state, NETUID, 3)
    expect([...storage.AssociatedEvmAddress.entries(state, NETUID)]).toEqual([
      [
        [NETUID, 2],
        [evm(4), 5n],
      ],
    ])
    expect([...storage.AssociatedUidsByEvmAddress.entries(state, NETUID)]).toEqual([
      [[NETUID, evm(4)], [[2, 5n]]],
    ])
  })

  it("spares the owner's and the young, and refuses where they would be too many", () => {
    storage.SubnetOwnerHotkey.set(state, NETUID, hotkey(0))
    storage.BlockAtRegistration.set(state, NETUID, 2, BigInt(NOW - 99))
    trimNeurons(state, NETUID, 3)
    expect(kept()).toEqual(hotkeys(0, 1, 2))
    storage.BlockAtRegistration.set(state, NETUID, 1, BigInt(NOW))
    expect(errorOf(() => state.transaction(() => trimNeurons(state, NETUID, 2)))).toBe(
      "SubtensorModule.TrimmingWouldExceedMaxImmunePercentage",
    )
    expect(storage.MaxAllowedUids.get(state, NETUID)).toBe(3)
  })

  it("keeps within the subnet's own limits", () => {
    const error = (most: number, netuid = NETUID) => errorOf(() => trimNeurons(state, netuid, most))
    expect([error(1), error(11), error(5, 99)]).toEqual([
      "SubtensorModule.InvalidValue",
      "SubtensorModule.InvalidValue",
      "SubtensorModule.SubnetNotExists",
    ])
    trimNeurons(state, NETUID, 6)
    expect([kept().length, storage.MaxAllowedUids.get(state, NETUID)]).toEqual([6, 6])
  })
})
