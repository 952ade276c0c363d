import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, test } from "vitest"
import { createTestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { storage } from "../schema.ts"
import { increaseStake } from "../staking/stake.ts"
import { applyWeights, type WeightVector } from "./applyWeights.ts"

const netuid = 1
const hotkey = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const validator = hotkey(11)

let state: State

beforeEach(() => {
  state = createTestChain().state
  system.Number.set(state, 1000)
  storage.CommitRevealWeightsEnabled.set(state, netuid, false)
  // Uid 0 is the genesis neuron.
  for (const n of [11, 12, 13]) appendNeuron(state, netuid, hotkey(n), 1n)
})

function outcome(vector: Partial<WeightVector> = {}, who: Hex = validator): string {
  try {
    applyWeights(state, who, { netuid, mecid: 0, uids: [2, 3], values: [1, 2], versionKey: 0n, ...vector })
    return "ok"
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
}

test("errors come in the reference's order: each is seen once those before it are mended", () => {
  const seen: string[] = []
  const mended: Partial<WeightVector> = {}
  const next = (mend: () => void, who: Hex = validator): void => {
    seen.push(outcome({ ...wrong, ...mended }, who))
    mend()
  }
  const wrong = { netuid: 0, mecid: 5, uids: [9, 9, 9, 9, 9], values: [1, 2, 3] }
  storage.StakeThreshold.set(state, 100n)
  storage.WeightsVersionKey.set(state, netuid, 7n)
  storage.LastUpdate.set(state, netuid, [0n, 999n, 999n, 999n])
  storage.MinAllowedWeights.set(state, netuid, 3)
  storage.MaxWeightsLimit.set(state, netuid, 30_000)

  next(() => Object.assign(mended, { netuid }))
  next(() => Object.assign(mended, { values: [1, 2, 3, 4, 5] }))
  next(() => Object.assign(mended, { mecid: 0 }))
  next(() => Object.assign(mended, { uids: [9, 9], values: [1, 2] }))
  next(() => undefined, hotkey(99))
  next(() => increaseStake(state, validator, hotkey(1), netuid, 100n))
  next(() => Object.assign(mended, { versionKey: 8n }))
  next(() => storage.WeightsSetRateLimit.set(state, netuid, 1n))
  next(() => storage.ValidatorPermit.set(state, netuid, [false, true, false, false]))
  next(() => Object.assign(mended, { uids: [9, 2] }))
  next(() => Object.assign(mended, { uids: [3, 2] }))
  next(() => storage.MinAllowedWeights.set(state, netuid, 2))
  next(() => Object.assign(mended, { values: [1, 1] }))
  next(() => storage.MaxWeightsLimit.set(state, netuid, 32_768))
  next(() => undefined)
  expect(seen).toEqual([
    "CanNotSetRootNetworkWeights",
    "WeightVecNotEqualSize",
    "MechanismDoesNotExist",
    "UidsLengthExceedUidsInSubNet",
    "HotKeyNotRegisteredInSubNet",
    "NotEnoughStakeToSetWeights",
    "IncorrectWeightVersionKey",
    "SettingWeightsTooFast",
    "NeuronNoValidatorPermit",
    "DuplicateUids",
    "UidVecContainInvalidOne",
    "WeightVecLengthIsLow",
    "MaxWeightExceeded",
    "MaxWeightExceeded",
    "ok",
  ])
})

describe("stored weights", () => {
  beforeEach(() => storage.ValidatorPermit.set(state, netuid, [false, true]))

  test("keep order and zeros, with the largest at 65535, and set the clock", () => {
    expect(outcome({ uids: [3, 0, 2], values: [3, 0, 1] })).toBe("ok")
    expect(storage.Weights.get(state, netuid, 1)).toEqual([
      [3, 65_535],
      [0, 0],
      [2, 21_845],
    ])
    expect(storage.LastUpdate.get(state, netuid)).toEqual([0n, 1000n, 1n, 1n])
    expect(state.events.at(-1)?.event.value).toEqual({ type: "WeightsSet", value: [netuid, 1] })
  })

  test("leave the clock alone under commit-reveal, and ask for no rate", () => {
    storage.CommitRevealWeightsEnabled.set(state, netuid, true)
    storage.LastUpdate.set(state, netuid, [0n, 999n, 0n, 0n])
    expect(outcome()).toBe("ok")
    expect(storage.LastUpdate.get(state, netuid)[1]).toBe(999n)
  })

  test("may be empty where no weights are asked for, which clears the row", () => {
    outcome()
    storage.LastUpdate.set(state, netuid, [])
    expect(outcome({ uids: [], values: [] })).toBe("ok")
    expect(storage.Weights.get(state, netuid, 1)).toEqual([])
    expect(storage.LastUpdate.get(state, netuid)).toEqual([0n, 1000n, 0n, 0n])
  })
})

test("a miner may weight itself alone, without permit, length or limit", () => {
  storage.MinAllowedWeights.set(state, netuid, 4)
  storage.MaxWeightsLimit.set(state, netuid, 1)
  storage.WeightsSetRateLimit.set(state, netuid, 0n)
  expect(outcome({ uids: [1], values: [5] })).toBe("ok")
  expect(outcome({ uids: [2], values: [5] })).toBe("NeuronNoValidatorPermit")
})

test("the owner's neuron needs neither permit nor stake", () => {
  storage.StakeThreshold.set(state, 100n)
  storage.SubnetOwnerHotkey.set(state, netuid, validator)
  expect(outcome()).toBe("ok")
})

test("each mechanism has its own row and clock", () => {
  storage.ValidatorPermit.set(state, netuid, [false, true])
  expect(outcome({ mecid: 1 })).toBe("MechanismDoesNotExist")
  storage.MechanismCountCurrent.set(state, netuid, 2)
  expect(outcome({ mecid: 1 })).toBe("ok")
  expect(outcome()).toBe("ok")
  expect(storage.Weights.get(state, 4096 + netuid, 1)).toHaveLength(2)
  expect(outcome({ mecid: 1 })).toBe("SettingWeightsTooFast")
})
