import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { storage } from "../schema.ts"
import { appendNeuron, replaceNeuron } from "./neurons.ts"
import { getNeuronToPrune, immuneOwnerUids } from "./pruning.ts"

const NETUID = 7
const NOW = 1_000
const account = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const OWNER = account(0xaaaa)

interface Neuron {
  readonly emission: number
  /** Blocks since registration. */
  readonly age: number
}

let state: State
beforeEach(() => {
  state = createTestChain().state
})

function fill(neurons: readonly Neuron[], { minFree = 0, immunity = 100 } = {}): void {
  system.Number.set(state, NOW)
  storage.MinNonImmuneUids.set(state, NETUID, minFree)
  storage.ImmunityPeriod.set(state, NETUID, immunity)
  for (const [uid, { age }] of neurons.entries()) {
    appendNeuron(state, NETUID, account(uid + 1), BigInt(NOW - age))
  }
  storage.Emission.set(
    state,
    NETUID,
    neurons.map(({ emission }) => BigInt(emission)),
  )
}

const old = (emission: number, age = 500): Neuron => ({ emission, age })
const young = (emission: number, age = 50): Neuron => ({ emission, age })

describe("getNeuronToPrune", () => {
  it("takes the lowest emission, then the oldest, then the lowest uid", () => {
    fill([old(5), old(3), old(3, 600), old(3, 600), old(9)])
    expect(getNeuronToPrune(state, NETUID)).toBe(2)
    storage.Emission.set(state, NETUID, [5n, 3n, 3n, 2n, 9n])
    expect(getNeuronToPrune(state, NETUID)).toBe(3)
  })

  it("spares the immune while enough others are there", () => {
    fill([young(0), old(7), old(8)], { minFree: 1 })
    expect(getNeuronToPrune(state, NETUID)).toBe(1)
    storage.MinNonImmuneUids.set(state, NETUID, 2)
    expect(getNeuronToPrune(state, NETUID)).toBe(0)
  })

  it("ends immunity exactly with the period", () => {
    fill([{ emission: 0, age: 99 }, old(7)])
    expect(getNeuronToPrune(state, NETUID)).toBe(1)
    storage.ImmunityPeriod.set(state, NETUID, 99)
    expect(getNeuronToPrune(state, NETUID)).toBe(0)
  })

  it("finds nobody where all are past immunity but too few", () => {
    fill([old(1), old(2)], { minFree: 10 })
    expect(getNeuronToPrune(state, NETUID)).toBeUndefined()
  })

  it("never takes the owner's hotkey, and other neurons of the owner only beyond the limit", () => {
    fill([old(0), old(0, 700), old(0, 800), old(9)])
    storage.SubnetOwner.set(state, NETUID, OWNER)
    storage.OwnedHotkeys.set(state, OWNER, [account(1), account(2), account(3)])
    expect(immuneOwnerUids(state, NETUID)).toEqual([2])
    expect(getNeuronToPrune(state, NETUID)).toBe(1)
    storage.SubnetOwnerHotkey.set(state, NETUID, account(1))
    expect(immuneOwnerUids(state, NETUID)).toEqual([0])
    storage.ImmuneOwnerUidsLimit.set(state, NETUID, 2)
    expect(immuneOwnerUids(state, NETUID)).toEqual([0, 2])
    expect(getNeuronToPrune(state, NETUID)).toBe(1)
  })

  it("takes nobody on an empty subnet", () => {
    fill([])
    expect(getNeuronToPrune(state, NETUID)).toBeUndefined()
  })

  it("is the minimum of the group that must give way", () => {
    const neuron = fc.record({ emission: fc.nat(3), age: fc.integer({ min: 95, max: 105 }) })
    fc.assert(
      fc.property(fc.array(neuron, { minLength: 1, maxLength: 12 }), fc.nat(6), (neurons, minFree) => {
        state = createTestChain().state
        fill(neurons, { minFree })
        const ranked = neurons
          .map((n, uid) => ({ ...n, uid, isImmune: n.age < 100 }))
          .sort((a, b) => a.emission - b.emission || b.age - a.age || a.uid - b.uid)
        const free = ranked.filter(({ isImmune }) => !isImmune)
        const group = free.length > minFree ? free : ranked.filter(({ isImmune }) => isImmune)
        expect(getNeuronToPrune(state, NETUID)).toBe(group[0]?.uid)
      }),
      { numRuns: 40 },
    )
  })
})

describe("appendNeuron and replaceNeuron", () => {
  const MECHANISM_1 = 4096 + NETUID

  beforeEach(() => {
    fill([old(4), old(5), old(6)])
    storage.MechanismCountCurrent.set(state, NETUID, 2)
  })

  it("pads the clocks of a mechanism that had none", () => {
    expect(appendNeuron(state, NETUID, account(9), 77n)).toBe(3)
    expect(storage.LastUpdate.get(state, MECHANISM_1)).toEqual([0n, 0n, 0n, 77n])
    expect(storage.Incentive.get(state, MECHANISM_1)).toEqual([0])
    expect(storage.Active.get(state, NETUID)).toEqual([true, true, true, true])
    expect(storage.StakeWeight.has(state, NETUID)).toBe(false)
  })

  it("clears what was said of, by and about the old hotkey, and keeps entries of others with weight 0", () => {
    storage.Weights.set(state, NETUID, 0, [
      [1, 10],
      [2, 20],
    ])
    storage.Weights.set(state, NETUID, 1, [[2, 65_535]])
    storage.Bonds.set(state, NETUID, 0, [[1, 5]])
    storage.Bonds.set(state, NETUID, 1, [[2, 5]])
    storage.Consensus.set(state, NETUID, [1, 2, 3])
    storage.ValidatorPermit.set(state, NETUID, [true, true, true])
    storage.Active.set(state, NETUID, [true, false, true])
    storage.Prometheus.set(state, NETUID, account(2), { block: 1n, version: 1, ip: 1n, port: 1, ip_type: 4 })
    const address = `0x${"ab".repeat(20)}` as const
    storage.AssociatedEvmAddress.set(state, NETUID, 1, [address, 5n])
    storage.AssociatedUidsByEvmAddress.set(state, NETUID, address, [[1, 5n]])

    replaceNeuron(state, NETUID, 1, account(99), 42n)

    expect(storage.Uids.get(state, NETUID, account(2))).toBeUndefined()
    expect(storage.IsNetworkMember.has(state, account(2), NETUID)).toBe(false)
    expect(storage.Keys.get(state, NETUID, 1)).toBe(account(99))
    expect(storage.Uids.get(state, NETUID, account(99))).toBe(1)
    expect(storage.BlockAtRegistration.get(state, NETUID, 1)).toBe(42n)
    expect(storage.Weights.get(state, NETUID, 0)).toEqual([
      [1, 0],
      [2, 20],
    ])
    expect(storage.Weights.has(state, NETUID, 1)).toBe(false)
    expect(storage.Bonds.get(state, NETUID, 0)).toEqual([[1, 5]])
    expect(storage.Bonds.has(state, NETUID, 1)).toBe(false)
    expect(storage.Emission.get(state, NETUID)).toEqual([4n, 0n, 6n])
    expect(storage.Consensus.get(state, NETUID)).toEqual([1, 0, 3])
    expect(storage.ValidatorPermit.get(state, NETUID)).toEqual([true, false, true])
    expect(storage.Active.get(state, NETUID)).toEqual([true, true, true])
    expect(storage.LastUpdate.get(state, NETUID)[1]).toBe(42n)
    expect(storage.Prometheus.has(state, NETUID, account(2))).toBe(false)
    expect(storage.AssociatedUidsByEvmAddress.has(state, NETUID, address)).toBe(false)
  })

  it("leaves the owner hotkey's neuron alone", () => {
    storage.SubnetOwnerHotkey.set(state, NETUID, account(2))
    replaceNeuron(state, NETUID, 1, account(99), 42n)
    expect(storage.Keys.get(state, NETUID, 1)).toBe(account(2))
    expect(storage.Uids.has(state, NETUID, account(99))).toBe(false)
  })
})
