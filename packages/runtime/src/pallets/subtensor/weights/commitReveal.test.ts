import { type Hex, toHex } from "@taonet/primitives/hex"
import { bytes, encode, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, test } from "vitest"
import { customErrorCode } from "../../../guards/customErrors.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { storage as drand } from "../../drand/schema.ts"
import { runBlockStep } from "../coinbase/blockStep.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { calls, errors, storage } from "../schema.ts"
import { commitHash } from "./commitQueue.ts"
import { decodeTimelockedPayload } from "./timelocked.ts"

const netuid = 1
const tempo = 10
const validator = toHex(new Uint8Array(32).fill(11))
const weights = { uids: [2], values: [5], salt: [1, 2, 3], versionKey: 0n }
const hash = commitHash(validator, netuid, weights)

let chain: TestChain

beforeEach(() => {
  chain = createTestChain()
  const { state } = chain
  for (const n of [11, 12]) appendNeuron(state, netuid, toHex(new Uint8Array(32).fill(n)), 0n)
  storage.Tempo.set(state, netuid, tempo)
  storage.WeightsSetRateLimit.set(state, netuid, 5n)
  storage.SubnetOwnerHotkey.set(state, netuid, validator)
  chain.runBlocks(1)
})

const call = (value: Parameters<TestChain["call"]>[1], who: Hex = validator): string => {
  const result = chain.call(who, value)
  if (result.ok) return "ok"
  return "def" in result.error ? (result.error.def as { name: string }).name : result.error.value.type
}
const commit = (commit_hash: Hex = hash) => call(calls.commit_weights.make({ netuid, commit_hash }))
const reveal = (salt = weights.salt) =>
  call(
    calls.reveal_weights.make({ netuid, uids: weights.uids, values: weights.values, salt, version_key: 0n }),
  )
const runToEpoch = () => chain.runBlocks(tempo)

test("the hash is the recorded one, and covers the mechanism", () => {
  const committed = { uids: [0, 3, 4, 5, 7], values: [39_121, 0, 0, 65_535, 65_535] }
  const hashed = { ...committed, salt: [11_222, 55_712, 24_105, 27_130], versionKey: 0n }
  const account = `0x${"65".repeat(32)}` as const
  expect(commitHash(account, 3, hashed)).toBe(
    "0xf8b55df3fb7101ed161aa2a3bb934b21474c1bd30a6abce44ed0b969d972e020",
  )
  expect(commitHash(account, 4099, hashed)).not.toBe(commitHash(account, 3, hashed))
})

describe("hash commits", () => {
  test("open for exactly one epoch", () => {
    expect(call(calls.set_weights.make({ netuid, dests: [2], weights: [5], version_key: 0n }))).toBe(
      "CommitRevealEnabled",
    )
    expect(commit()).toBe("ok")
    expect(reveal()).toBe("RevealTooEarly")
    runToEpoch()
    expect(reveal([9])).toBe("NoWeightsCommitFound")
    expect(reveal()).toBe("ok")
    expect(chain.takeEvents().slice(-2)).toEqual([
      "SubtensorModule.WeightsSet",
      "SubtensorModule.WeightsRevealed",
    ])
    expect(storage.Weights.get(chain.state, netuid, 1)).toEqual([[2, 65_535]])
    expect(storage.WeightCommits.has(chain.state, netuid, validator)).toBe(false)
  })

  test("expire: the guard sees a wrong epoch", () => {
    commit()
    runToEpoch()
    runToEpoch()
    expect(reveal()).toBe("RevealTooEarly")
  })

  test("are limited in rate and number, and expired ones make room", () => {
    commit()
    expect(commit()).toBe("CommittingWeightsTooFast")
    storage.WeightsSetRateLimit.set(chain.state, netuid, 0n)
    for (let i = 0; i < 9; i++) expect(commit()).toBe("ok")
    expect(commit()).toBe("TooManyUnrevealedCommits")
    runToEpoch()
    runToEpoch()
    expect(commit()).toBe("ok")
    expect(storage.WeightCommits.get(chain.state, netuid, validator)).toHaveLength(1)
  })

  test("a reveal drops what was committed before it", () => {
    storage.WeightsSetRateLimit.set(chain.state, netuid, 0n)
    const other = `0x${"77".repeat(32)}` as const
    for (const each of [other, hash, other]) commit(each)
    runToEpoch()
    expect(reveal()).toBe("ok")
    expect(storage.WeightCommits.get(chain.state, netuid, validator)).toHaveLength(1)
  })
})

describe("timelocked commits", () => {
  const payload = encode(tuple(bytes, vec(u16), vec(u16), u64), [new Uint8Array(32).fill(11), [2], [7], 0n])
  const timelocked = (version: number) =>
    call(
      calls.commit_timelocked_weights.make({
        netuid,
        commit: payload,
        reveal_round: 50n,
        commit_reveal_version: version,
      }),
    )

  test("carry the version, and a round that is not known yet", () => {
    expect(timelocked(3)).toBe("IncorrectCommitRevealVersion")
    drand.LastStoredRound.set(chain.state, 51n)
    expect(timelocked(4)).toBe("InvalidRevealRound")
    drand.LastStoredRound.set(chain.state, 50n)
    expect(timelocked(4)).toBe("ok")
  })

  test("are revealed in the block of the next epoch when the pulse is there, and wait within it when not", () => {
    const { state } = chain
    const open = (text: Uint8Array) => text
    timelocked(4)
    runToEpoch()
    expect(storage.TimelockedWeightCommits.get(state, netuid, 0n)).toHaveLength(1)
    runBlockStep(state, 12, open)
    expect(storage.TimelockedWeightCommits.get(state, netuid, 0n)).toHaveLength(1)
    drand.Pulses.set(state, 50n, {
      round: 50n,
      randomness: new Uint8Array(32),
      signature: new Uint8Array(48),
    })
    runBlockStep(state, 12, open)
    expect(storage.Weights.get(state, netuid, 1)).toEqual([[2, 65_535]])
    expect(storage.TimelockedWeightCommits.has(state, netuid, 0n)).toBe(false)
  })

  test("are lost when their epoch is over", () => {
    timelocked(4)
    runToEpoch()
    runToEpoch()
    expect(storage.TimelockedWeightCommits.has(chain.state, netuid, 0n)).toBe(false)
    expect(storage.Weights.get(chain.state, netuid, 1)).toEqual([])
  })

  test("of another account, or of none, count for nothing; the old form without account does", () => {
    expect(decodeTimelockedPayload(payload, validator)).toEqual({ uids: [2], values: [7], versionKey: 0n })
    expect(decodeTimelockedPayload(payload, `0x${"12".repeat(32)}`)).toBeUndefined()
    expect(decodeTimelockedPayload(Uint8Array.of(255, 1), validator)).toBeUndefined()
    const legacy = encode(tuple(vec(u16), vec(u16), u64), [[2], [7], 9n])
    expect(decodeTimelockedPayload(legacy, validator)).toEqual({ uids: [2], values: [7], versionKey: 9n })
  })
})

describe("batches", () => {
  test("run all items and report those that fail", () => {
    const { state } = chain
    storage.CommitRevealWeightsEnabled.set(state, netuid, false)
    chain.takeEvents()
    const batch = calls.batch_set_weights.make({
      netuids: [netuid, 0],
      weights: [[[2, 5]], [[2, 5]]],
      version_keys: [0n, 0n],
    })
    expect(call(batch)).toBe("ok")
    expect(chain.takeEvents()).toEqual(
      ["WeightsSet", "BatchCompletedWithErrors", "BatchWeightItemFailed", "BatchWeightsCompleted"].map(
        (name) => `SubtensorModule.${name}`,
      ),
    )
  })

  test("of unequal lists are refused before anything else", () => {
    const batch = calls.batch_set_weights.make({ netuids: [netuid], weights: [], version_keys: [] })
    expect(call(batch)).toBe("InputLengthsUnequal")
    expect(customErrorCode(errors.InputLengthsUnequal)).toBe(18)
  })
})
