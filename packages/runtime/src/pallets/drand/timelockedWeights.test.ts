/** Timelocked weights from commit to reveal, with real pulses in real blocks. */
import { signedOrigin } from "@taonet/frame/origin"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { bytes, decode, encode, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, test } from "vitest"
import { createTransactionChain, type TransactionChain } from "../../executive/transactions.testkit.ts"
import { appendNeuron } from "../subtensor/neurons/neurons.ts"
import { calls, storage } from "../subtensor/schema.ts"
import { blockNumber } from "../system/account.ts"
import {
  clientMessages,
  ownBeacon,
  pulseOf,
  quicknetPulses,
  seal,
  withBeacon,
  write,
} from "./drand.testkit.ts"
import { quicknet } from "./quicknet.ts"
import { openWithPulse } from "./timelock.ts"

const netuid = 1
const tempo = 8
const account = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const validator = account(11)
const payload = tuple(bytes, vec(u16), vec(u16), u64)
const weights = (uids: number[], values: number[], by = validator) =>
  encode(payload, [fromHex(by), uids, values, 0n])

let chain: TransactionChain

function start(beacon = ownBeacon): void {
  chain = createTransactionChain(withBeacon(beacon))
  const { state } = chain
  for (const n of [11, 12]) appendNeuron(state, netuid, account(n), 0n)
  storage.Tempo.set(state, netuid, tempo)
  storage.WeightsSetRateLimit.set(state, netuid, 0n)
  storage.SubnetOwnerHotkey.set(state, netuid, validator)
  chain.nextBlock()
}

function commit(message: Uint8Array, reveal_round: number): void {
  const call = calls.commit_timelocked_weights.make({
    netuid,
    commit: message,
    reveal_round: BigInt(reveal_round),
    commit_reveal_version: 4,
  })
  expect(chain.state.dispatcher.dispatch(chain.state, signedOrigin(validator), call)).toMatchObject({
    ok: true,
  })
}

/** Starts blocks up to this one. */
function runTo(block: number): void {
  while (blockNumber(chain.state) < block) chain.nextBlock()
}

const stored = () => storage.Weights.get(chain.state, netuid, 1)
const waiting = () => [...storage.TimelockedWeightCommits.entries(chain.state, netuid)].length
/** The first epoch of the subnet runs in block 8, the next ones a tempo later. */
const epochs = [8, 16, 24] as const

describe("timelocked weights", () => {
  beforeEach(() => start())

  test("come on chain by themselves, in the block of the epoch after their commit's and before it runs", () => {
    commit(seal(weights([2, 0], [7, 65_535]), 2), 2)
    commit(seal(weights([2], [9]), 2), 2)
    runTo(epochs[0] - 1)
    expect(write(chain, pulseOf(1), pulseOf(2))).toEqual(Array(2).fill({ ok: true, dispatched: true }))
    chain.nextBlock()
    expect(waiting()).toBe(0)
    // Both were revealed in their order.
    expect(stored()).toEqual([[2, 65_535]])
  })

  test("of a later pulse wait for it within their epoch", () => {
    commit(seal(weights([2, 0], [7, 65_535]), 3), 3)
    runTo(epochs[0])
    expect([waiting(), stored()]).toEqual([1, []])
    runTo(epochs[0] + 1)
    write(chain, pulseOf(3))
    expect([waiting(), stored()]).toEqual([1, []])
    chain.nextBlock()
    expect([waiting(), stored()]).toEqual([
      0,
      [
        [2, 7],
        [0, 65_535],
      ],
    ])
  })

  test("are lost when the pulse comes after their epoch", () => {
    commit(seal(weights([2], [7]), 3), 3)
    runTo(epochs[1])
    write(chain, pulseOf(3))
    chain.nextBlock()
    expect([waiting(), stored()]).toEqual([0, []])
  })

  test.each([
    ["of no ciphertext", () => new Uint8Array(300)],
    ["of nothing", () => new Uint8Array()],
    ["encrypted to another round", () => seal(weights([2], [7]), 1)],
    ["of somebody else's", () => seal(weights([2], [7], account(12)), 2)],
    ["with uids that are not there", () => seal(weights([77], [7]), 2)],
    ["that are no weights", () => seal(Uint8Array.of(255, 255), 2)],
    ["tampered with", () => seal(weights([2], [7]), 2).map((byte, i) => (i === 180 ? byte ^ 1 : byte))],
  ])("%s go without a word", (_name, message) => {
    commit(message(), 2)
    runTo(epochs[0] - 1)
    write(chain, pulseOf(2))
    chain.nextBlock()
    const names = chain.takeEvents().map(({ name }) => name)
    expect([waiting(), stored()]).toEqual([0, []])
    expect(names.filter((name) => /Weights(Set|Revealed)/.test(name))).toEqual([])
  })
})

test("the reference's clients encrypt to quicknet, whose pulse opens what they commit", () => {
  start(quicknet)
  const message = clientMessages.find(({ name }) => name === "weights with hotkey")!
  const [ciphertext, round] = decode(tuple(bytes, u64), message.envelope)
  commit(ciphertext, Number(round))
  runTo(epochs[0] - 1)
  write(chain, ...quicknetPulses)
  chain.nextBlock()
  expect(stored()).toEqual([
    [2, 7],
    [0, 65_535],
  ])
  start(ownBeacon)
  commit(ciphertext, Number(round))
  runTo(epochs[0] - 1)
  chain.nextBlock()
  expect(stored()).toEqual([])
})

test("old pulses keep their signature behind a mark, and what follows a message is ignored", () => {
  const message = concatBytes(seal(Uint8Array.of(1, 2), 5), Uint8Array.of(9))
  const { signature } = pulseOf(5)
  expect(openWithPulse(message, signature)).toEqual(Uint8Array.of(1, 2))
  expect(openWithPulse(message, concatBytes(utf8("0x"), signature))).toEqual(Uint8Array.of(1, 2))
  expect(openWithPulse(message, pulseOf(6).signature)).toBeUndefined()
  expect(openWithPulse(message, new Uint8Array(48))).toBeUndefined()
})
