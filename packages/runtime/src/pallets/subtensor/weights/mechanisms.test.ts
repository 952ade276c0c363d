import type { State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as system } from "../../system/schema.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { calls, storage } from "../schema.ts"
import { commitHash } from "./commitQueue.ts"

/* A mechanism beside the first has rows, clocks and commits of its own, under netuid + 4096 · mechanism. */

const [netuid, mecid] = [1, 1]
const index = storageIndex(netuid, mecid)
const hotkey = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const validator = hotkey(11)
const weights = { uids: [2], values: [5], salt: [1, 2], versionKey: 0n }
const revealed = { uids: weights.uids, values: weights.values, salt: weights.salt, version_key: 0n }

let chain: TestChain
let state: State
beforeEach(() => {
  chain = createTestChain()
  state = chain.state
  system.Number.set(state, 1000)
  storage.MechanismCountCurrent.set(state, netuid, 2)
  storage.Tempo.set(state, netuid, 0)
  storage.WeightsSetRateLimit.set(state, netuid, 0n)
  for (const n of [11, 12]) appendNeuron(state, netuid, hotkey(n), 1n)
  storage.ValidatorPermit.set(state, netuid, [false, true])
})

/** The outcome and the events with their values. */
function run(call: Parameters<TestChain["call"]>[1]): unknown[] {
  const outcome = verdictOf(chain.call(validator, call))
  return [outcome, ...state.events.splice(0).map(({ event }) => event.value)]
}

const nextEpoch = () => storage.SubnetEpochIndex.mutate(state, netuid, (epoch) => epoch + 1n)

describe("set_mechanism_weights", () => {
  it("stores the row and the clock of its mechanism alone", () => {
    storage.CommitRevealWeightsEnabled.set(state, netuid, false)
    const set = calls.set_mechanism_weights.make({ netuid, mecid, dests: [2], weights: [5], version_key: 0n })
    expect(run(set)).toEqual(["ok", { type: "WeightsSet", value: [index, 1] }])
    expect(storage.Weights.get(state, index, 1)).toEqual([[2, 65_535]])
    expect(storage.LastUpdate.get(state, index)[1]).toBe(1000n)
    expect(storage.Weights.has(state, netuid, 1)).toBe(false)
    expect(storage.LastUpdate.get(state, netuid)[1]).toBe(1n)
  })
})

describe("commit_mechanism_weights and reveal_mechanism_weights", () => {
  it("commit and reveal under the mechanism's index", () => {
    const hash = commitHash(validator, index, weights)
    expect(run(calls.commit_mechanism_weights.make({ netuid, mecid, commit_hash: hash }))).toEqual([
      "ok",
      { type: "WeightsCommitted", value: [validator, index, hash] },
    ])
    expect(storage.WeightCommits.has(state, netuid, validator)).toBe(false)
    nextEpoch()
    expect(run(calls.reveal_mechanism_weights.make({ netuid, mecid, ...revealed }))).toEqual([
      "ok",
      { type: "WeightsSet", value: [index, 1] },
      { type: "WeightsRevealed", value: [validator, index, hash] },
    ])
    expect(storage.WeightCommits.has(state, index, validator)).toBe(false)
  })
})

describe("timelocked commits of a mechanism", () => {
  const commit = Uint8Array.of(1, 2, 3)
  it.each([
    calls.commit_timelocked_mechanism_weights.make({
      netuid,
      mecid,
      commit,
      reveal_round: 50n,
      commit_reveal_version: 4,
    }),
    calls.commit_crv3_mechanism_weights.make({ netuid, mecid, commit, reveal_round: 50n }),
  ])("wait in the epoch's list ($value.type)", (call) => {
    expect(run(call)).toMatchObject([
      "ok",
      { type: "TimelockedWeightsCommitted", value: [validator, index, expect.any(String), 50n] },
    ])
    expect(storage.TimelockedWeightCommits.get(state, index, 0n)).toEqual([[validator, 1000n, commit, 50n]])
    expect(storage.LastUpdate.get(state, index)[1]).toBe(1000n)
  })
})

describe("batches of the first mechanism", () => {
  const others = { ...weights, salt: [9] }
  const hashes = [weights, others].map((each) => commitHash(validator, netuid, each))

  it("commit on several subnets, whatever fails", () => {
    const netuids = [netuid, 9, netuid]
    const batch = calls.batch_commit_weights.make({
      netuids,
      commit_hashes: [hashes[0]!, hashes[0]!, hashes[1]!],
    })
    expect(run(batch)).toMatchObject([
      "ok",
      { type: "WeightsCommitted", value: [validator, netuid, hashes[0]] },
      { type: "WeightsCommitted", value: [validator, netuid, hashes[1]] },
      { type: "BatchCompletedWithErrors" },
      { type: "BatchWeightItemFailed", value: [9, { type: "Module" }] },
      { type: "BatchWeightsCompleted", value: [netuids, validator] },
    ])
    expect(storage.WeightCommits.get(state, netuid, validator)?.map(([hash]) => hash)).toEqual(hashes)
  })

  it("reveal what they name and nothing before it, the last to stay", () => {
    for (const commit_hash of hashes) run(calls.commit_weights.make({ netuid, commit_hash }))
    nextEpoch()
    const only = { uids_list: [[2]], values_list: [[5]], salts_list: [[9]], version_keys: [0n] }
    expect(run(calls.batch_reveal_weights.make({ netuid, ...only }))).toEqual([
      "ok",
      { type: "WeightsSet", value: [netuid, 1] },
      { type: "WeightsBatchRevealed", value: [validator, netuid, [hashes[1]]] },
    ])
    expect(storage.WeightCommits.get(state, netuid, validator)?.map(([hash]) => hash)).toEqual([hashes[0]])
  })
})
