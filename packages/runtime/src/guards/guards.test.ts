import { ModuleError } from "@taonet/frame/errors"
import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { addWeight, zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { toHex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, test } from "vitest"
import { calls as balancesCalls } from "../pallets/balances/schema.ts"
import { appendNeuron } from "../pallets/subtensor/neurons/neurons.ts"
import { calls, errors, storage } from "../pallets/subtensor/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { createTestChain } from "../testKit.ts"
import { customErrorCode } from "./customErrors.ts"
import { guards } from "./index.ts"

const netuid = 1
const hotkey = toHex(new Uint8Array(32).fill(11))
const coldkey = toHex(new Uint8Array(32).fill(1))

let state: State

beforeEach(() => {
  state = createTestChain().state
  system.Number.set(state, 1000)
  appendNeuron(state, netuid, hotkey, 999n)
})

/** The pool's number for the first guard that refuses, or "pass". */
function code(call: RuntimeCallValue, who = hotkey): number | "pass" {
  try {
    for (const guard of guards) if (guard.applies(call)) guard.check(state, signedOrigin(who), call)
    return "pass"
  } catch (error) {
    if (error instanceof ModuleError) return customErrorCode(error.def)
    throw error
  }
}

const transfer = balancesCalls.transfer_keep_alive.make({ dest: { type: "Id", value: coldkey }, value: 1n })
const set = calls.set_weights.make({ netuid, dests: [0], weights: [1], version_key: 0n })
const commit = calls.commit_weights.make({ netuid, commit_hash: `0x${"00".repeat(32)}` })

test("too little stake is 1, before the rate limit's 6", () => {
  expect(code(commit)).toBe(6)
  storage.StakeThreshold.set(state, 1n)
  expect(code(commit)).toBe(1)
  expect(code(set)).toBe(1)
})

test("setting is limited in rate only without commit-reveal; strangers pass on to the body", () => {
  expect(code(set)).toBe("pass")
  storage.CommitRevealWeightsEnabled.set(state, netuid, false)
  expect(code(set)).toBe(6)
  expect(code(set, coldkey)).toBe("pass")
  storage.WeightsSetRateLimit.set(state, netuid, 1n)
  expect(code(set)).toBe("pass")
})

test("reveals of nothing are 16; known drand rounds 15", () => {
  const reveal = { netuid, uids: [0], values: [1], salt: [], version_key: 0n }
  expect(code(calls.reveal_weights.make(reveal))).toBe(16)
  const empty = { netuid, uids_list: [], values_list: [], salts_list: [], version_keys: [] }
  expect(code(calls.batch_reveal_weights.make(empty))).toBe(16)
  expect(code(calls.batch_reveal_weights.make({ ...empty, version_keys: [1n] }))).toBe(18)
})

test("the delegate take: bounds, then the hotkey, then its owner", () => {
  storage.MinDelegateTake.set(state, 10)
  const take = (value: number, key = hotkey) => calls.increase_take.make({ hotkey: key, take: value })
  expect(code(take(9), coldkey)).toBe(26)
  expect(code(take(11_797), coldkey)).toBe(27)
  expect(code(take(11), coldkey)).toBe(4)
  storage.Owner.set(state, hotkey, hotkey)
  expect(code(take(11), coldkey)).toBe(25)
  expect(code(take(11), hotkey)).toBe("pass")
})

test("a strange endpoint gets the number of its first fault", () => {
  const axon = (args: object) =>
    calls.serve_axon.make({
      netuid,
      version: 1,
      ip: 1n << 24n,
      port: 1,
      ip_type: 4,
      protocol: 0,
      placeholder1: 0,
      placeholder2: 0,
      ...args,
    })
  expect(code(axon({}), coldkey)).toBe(10)
  expect(code(axon({ ip: 0x7f000001n }))).toBe(11)
  expect(code(axon({ port: 0 }))).toBe(13)
  expect(code(axon({ ip_type: 5 }))).toBe(255)
})

describe("a coldkey that announced its swap", () => {
  beforeEach(() => storage.ColdkeySwapAnnouncements.set(state, coldkey, [5, `0x${"00".repeat(32)}`]))

  test("may only go on with it, and nothing at all under dispute", () => {
    const clear = calls.clear_coldkey_swap_announcement.make({})
    expect(code(transfer, coldkey)).toBe(0)
    expect(code(clear, coldkey)).toBe("pass")
    expect(code(transfer)).toBe("pass")
    storage.ColdkeySwapDisputes.set(state, coldkey, 6)
    expect(code(clear, coldkey)).toBe(21)
  })

  test("root is not asked", () => {
    for (const guard of guards) expect(() => guard.check(state, rootOrigin, transfer)).not.toThrow()
  })
})

test("weights of the guards that apply are those recorded at 461", () => {
  const weightOf = (call: RuntimeCallValue) =>
    guards
      .filter((guard) => guard.applies(call))
      .reduce((sum, { weight }) => addWeight(sum, weight), zeroWeight)
  expect(weightOf(transfer)).toEqual({ ref_time: 60_000_000n, proof_size: 4198n })
  const [read, base] = [25_000_000n, 60_000_000n]
  expect(weightOf(set)).toEqual({
    ref_time: base + 30_000_000n + 11n * read + 20_000_000n + 7n * read,
    proof_size: 4198n + 7671n + 4484n,
  })
})

test("errors without a number of their own are 255", () => {
  expect(customErrorCode(errors.MechanismDoesNotExist)).toBe(255)
})
