import { describe, expect, it } from "vitest"
import { appendNeuron } from "../../pallets/subtensor/neurons/neurons.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { NeuronInfo } from "../../pallets/subtensor/types.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const api = "NeuronInfoRuntimeApi"

describe("neurons", () => {
  it("show mechanism 0's weights and bonds without zeros, and all stake under the owner's name", () => {
    const { state, ask } = createApiChain(1)
    appendNeuron(state, 1, account(1), 1n)
    storage.Owner.set(state, account(1), account(2))
    storage.TotalHotkeyAlpha.set(state, account(1), 1, 99n)
    storage.Weights.set(state, 1, 1, [
      [0, 0],
      [1, 65_535],
    ])
    storage.Bonds.set(state, 1, 1, [
      [0, 5],
      [1, 0],
    ])
    storage.Incentive.set(state, 1, [3])
    const found = ask(`${api}_get_neuron`, { netuid: 1, uid: 1 })
    expect(found).toMatchObject({
      uid: 1,
      coldkey: account(2),
      stake: [[account(2), 99n]],
      weights: [[1, 65_535]],
      bonds: [[0, 5]],
      // The stored list is shorter than the number of neurons.
      incentive: 0,
      last_update: 1n,
      active: true,
      pruning_score: 65_535,
    })
    const { weights: _, bonds: __, ...lite } = found as NeuronInfo
    expect(ask(`${api}_get_neuron_lite`, { netuid: 1, uid: 1 })).toEqual(lite)
    expect(ask(`${api}_get_neurons`, { netuid: 1 })).toHaveLength(2)
  })

  it("are listed up to the first gap, and found one by one beyond it", () => {
    const { state, ask } = createApiChain(1)
    for (const byte of [1, 2, 3]) appendNeuron(state, 1, account(byte), 1n)
    storage.Keys.delete(state, 1, 2)
    expect(ask(`${api}_get_neurons_lite`, { netuid: 1 })).toHaveLength(2)
    expect(ask(`${api}_get_neuron_lite`, { netuid: 1, uid: 2 })).toBeUndefined()
    expect(ask(`${api}_get_neuron_lite`, { netuid: 1, uid: 3 })).toMatchObject({ hotkey: account(3) })
  })

  it("do not exist where the subnet does not", () => {
    const { state, ask } = createApiChain(1)
    storage.NetworksAdded.delete(state, 1)
    expect(ask(`${api}_get_neurons`, { netuid: 1 })).toEqual([])
    expect(ask(`${api}_get_neuron`, { netuid: 1, uid: 0 })).toBeUndefined()
  })
})
