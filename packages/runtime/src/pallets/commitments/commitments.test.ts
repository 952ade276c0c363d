import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import { concatBytes } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { bytes, DecodeError, decode, encode, tuple, u64 } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, test } from "vitest"
import { createTransactionChain, type TransactionChain } from "../../executive/transactions.testkit.ts"
import { mintInto, totalBalance } from "../balances/currency.ts"
import {
  clientMessages,
  ownBeacon,
  pulseOf,
  quicknetPulses,
  seal,
  withBeacon,
} from "../drand/drand.testkit.ts"
import { quicknet } from "../drand/quicknet.ts"
import { storage as drand } from "../drand/schema.ts"
import { appendNeuron, replaceNeuron } from "../subtensor/neurons/neurons.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { blockNumber } from "../system/account.ts"
import { storage as system } from "../system/schema.ts"
import { purgeSubnetCommitments } from "./purge.ts"
import { revealCommitments } from "./reveal.ts"
import { calls, storage } from "./schema.ts"
import { sizeOf } from "./space.ts"
import { CommitmentInfo, Data, type RevealFailure } from "./types.ts"

const netuid = 1
const account = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const who = account(11)
const text = (length: number): Data => ({ type: "BigRaw", value: new Uint8Array(length) })
const raw: Data = { type: "Raw3", value: Uint8Array.of(1, 2, 3) }
const timelocked = (encrypted: Uint8Array, round: number | bigint): Data => ({
  type: "TimelockEncrypted",
  value: { encrypted, reveal_round: BigInt(round) },
})

let chain: TransactionChain
function start(beacon = ownBeacon, constants: readonly (readonly [string, unknown])[] = []): void {
  chain = createTransactionChain({ ...withBeacon(beacon), constants: new Map(constants) })
  for (const n of [11, 12]) appendNeuron(chain.state, netuid, account(n), 0n)
  chain.nextBlock()
}
beforeEach(() => start())

/** The error's name, or the names of the events. */
function commit(fields: Data[], by: Hex = who): string {
  const { state } = chain
  const call = calls.set_commitment.make({ netuid, info: { fields } })
  const before = state.events.length
  const result = state.dispatcher.dispatch(state, signedOrigin(by), call)
  if (!result.ok)
    return "def" in result.error ? (result.error.def as { name: string }).name : result.error.value.type
  return state.events
    .slice(before)
    .map(({ event }) => event.value.type)
    .join(" ")
}

const fieldsOf = (by = who) => storage.CommitmentOf.get(chain.state, netuid, by)?.info.fields
const reveals = () =>
  (storage.RevealedCommitments.get(chain.state, netuid, who) ?? []).map(([content]) => [...content])
const waiting = () => storage.TimelockedIndex.get(chain.state)
/** What the pallet does at the start of a block, and tells. */
function reveal() {
  chain.takeEvents()
  revealCommitments(chain.state, blockNumber(chain.state))
  return chain.takeEvents()
}
const givePulse = (round: number) => drand.Pulses.set(chain.state, BigInt(round), pulseOf(round))

describe("a commitment", () => {
  test("of any kind of data is stored as it is, in place of the last one", () => {
    const hash = new Uint8Array(32).fill(4)
    const kinds: Data[] = [
      { type: "None" },
      { type: "Raw0", value: new Uint8Array() },
      { type: "Raw128", value: new Uint8Array(128) },
      { type: "BlakeTwo256", value: hash },
      { type: "Sha256", value: hash },
      { type: "Keccak256", value: hash },
      { type: "ShaThree256", value: hash },
      { type: "ResetBondsFlag" },
      text(512),
    ]
    expect(kinds.map(sizeOf)).toEqual([0, 0, 128, 32, 32, 32, 32, 0, 512])
    for (const kind of kinds) {
      expect(commit([kind])).toBe("Commitment")
      expect(fieldsOf()).toEqual([kind])
    }
    expect(commit([raw, raw, raw])).toBe("Commitment")
    expect(storage.CommitmentOf.get(chain.state, netuid, who)).toEqual({
      deposit: 0n,
      block: 1,
      info: { fields: [raw, raw, raw] },
    })
    expect(storage.LastCommitment.get(chain.state, netuid, who)).toBe(1)
  })

  test("is a neuron's own, of three fields at most, and never a failed reveal", () => {
    expect(commit([raw], account(13))).toBe("AccountNotAllowedCommit")
    expect(commit([raw, raw, raw, raw])).toBe("TooManyFieldsInCommitmentInfo")
    const failed: Data = {
      type: "TimelockRevealFailed",
      value: { encrypted: new Uint8Array(), reveal_round: 1n },
    }
    expect(commit([failed])).toBe("TimelockRevealFailedNotAllowed")
    expect(fieldsOf()).toBeUndefined()
  })

  test("counts as 100 bytes at least, against what the epoch allows", () => {
    for (let i = 0; i < 5; i++) expect(commit([text(512)])).toBe("Commitment")
    for (let i = 0; i < 5; i++) expect(commit([raw])).toBe("Commitment")
    expect(storage.UsedSpaceOf.get(chain.state, netuid, who)).toEqual({ last_epoch: 0n, used_space: 3060n })
    expect(commit([raw])).toBe("SpaceLimitExceeded")
    expect(storage.UsedSpaceOf.get(chain.state, netuid, who)?.used_space).toBe(3060n)
    expect(commit([raw], account(12))).toBe("Commitment")
    subtensor.SubnetEpochIndex.set(chain.state, netuid, 1n)
    expect(commit([raw])).toBe("Commitment")
    expect(storage.UsedSpaceOf.get(chain.state, netuid, who)).toEqual({ last_epoch: 1n, used_space: 100n })
  })

  test("may be as large as root says", () => {
    const set = (origin: typeof rootOrigin) =>
      chain.state.dispatcher.dispatch(chain.state, origin, calls.set_max_space.make({ new_limit: 150 })).ok
    expect([set(signedOrigin(who)), set(rootOrigin)]).toEqual([false, true])
    expect([commit([text(151)]), commit([text(150)])]).toEqual(["SpaceLimitExceeded", "Commitment"])
  })

  test("takes a deposit where the chain asks for one, and gives back what is too much", () => {
    start(ownBeacon, [
      ["Commitments.InitialDeposit", 1000n],
      ["Commitments.FieldDeposit", 10n],
    ])
    expect(commit([raw])).toBe("InsufficientBalance")
    mintInto(chain.state, who, 1_000_000n)
    const reserved = () => system.Account.get(chain.state, who).data.reserved
    expect([commit([raw]), reserved()]).toEqual(["Reserved Commitment", 1010n])
    expect([commit([raw, raw]), reserved()]).toEqual(["Reserved Commitment", 1020n])
    expect([commit([]), reserved()]).toEqual(["Unreserved Commitment", 1000n])
    replaceNeuron(chain.state, netuid, 1, account(14), 1n)
    expect([reserved(), totalBalance(chain.state, who)]).toEqual([0n, 1_000_000n])
  })

  test("may ask validators to forget their bonds, where the subnet allows it", () => {
    const { state } = chain
    subtensor.MechanismCountCurrent.set(state, netuid, 2)
    const row: [number, number][] = [
      [1, 5],
      [2, 6],
    ]
    const indices = [netuid, netuid + 4096]
    for (const index of indices) for (const uid of [0, 1]) subtensor.Bonds.set(state, index, uid, row)
    const bonds = () =>
      indices.flatMap((index) => [0, 1].map((uid) => subtensor.Bonds.get(state, index, uid)))
    commit([{ type: "ResetBondsFlag" }])
    expect(storage.LastBondsReset.get(state, netuid, who)).toBe(1)
    expect(bonds()).toEqual(Array(4).fill(row))
    subtensor.BondsResetOn.set(state, netuid, true)
    commit([raw])
    expect(bonds()).toEqual(Array(4).fill(row))
    commit([raw, { type: "ResetBondsFlag" }])
    expect(bonds()).toEqual(Array(4).fill([[2, 6]]))
  })

  test("that is too large for its kind does not decode", () => {
    const encoded = (data: Data) => encode(CommitmentInfo, { fields: [data] })
    for (const [fits, tooLarge] of [
      [text(512), text(513)],
      [timelocked(new Uint8Array(1024), 1), timelocked(new Uint8Array(1025), 1)],
    ] as const) {
      expect(decode(CommitmentInfo, encoded(fits)).fields).toEqual([fits])
      expect(() => decode(CommitmentInfo, encoded(tooLarge))).toThrow(DecodeError)
    }
    expect(encode(Data, raw)).toEqual(Uint8Array.of(4, 1, 2, 3))
  })
})

describe("a timelocked commitment", () => {
  const plain = Uint8Array.of(7, 8, 9)

  test("is revealed with its round's pulse; plain fields stay", () => {
    expect(commit([raw, timelocked(seal(plain, 5), 5)])).toBe("TimelockCommitment")
    expect(waiting()).toEqual([[netuid, who]])
    chain.nextBlock()
    expect([fieldsOf()?.length, waiting().length]).toEqual([2, 1])
    givePulse(5)
    chain.nextBlock()
    expect(reveals()).toEqual([[7, 8, 9]])
    expect(storage.RevealedCommitments.get(chain.state, netuid, who)?.[0]?.[1]).toBe(3n)
    expect(storage.CommitmentOf.get(chain.state, netuid, who)).toEqual({
      deposit: 0n,
      block: 1,
      info: { fields: [raw] },
    })
    expect(waiting()).toEqual([])
  })

  test("tells of its reveal, and goes when nothing of it is left", () => {
    commit([timelocked(seal(plain, 5), 5), timelocked(seal(plain, 6), 6)])
    givePulse(5)
    expect(reveal()).toEqual([{ name: "Commitments.CommitmentRevealed", value: { netuid, who } }])
    expect(fieldsOf()).toEqual([timelocked(seal(plain, 6), 6)])
    expect(reveal()).toEqual([])
    expect(waiting()).toHaveLength(1)
    givePulse(6)
    reveal()
    expect(fieldsOf()).toBeUndefined()
    expect([reveals().length, waiting().length]).toEqual([2, 0])
  })

  test("that was replaced by another is never revealed", () => {
    commit([timelocked(seal(plain, 5), 5)])
    expect(commit([raw])).toBe("Commitment")
    expect(waiting()).toEqual([])
    givePulse(5)
    chain.nextBlock()
    expect([reveals(), fieldsOf()]).toEqual([[], [raw]])
  })

  test("is kept among the last ten reveals", () => {
    for (let i = 0; i < 6; i++) {
      commit([timelocked(seal(Uint8Array.of(i, 0), 5), 5), timelocked(seal(Uint8Array.of(i, 1), 5), 5)])
      givePulse(5)
      subtensor.SubnetEpochIndex.mutate(chain.state, netuid, (epoch) => epoch + 1n)
      chain.nextBlock()
    }
    expect(reveals()).toHaveLength(10)
    expect(reveals()[0]).toEqual([1, 0])
    expect(reveals()[9]).toEqual([5, 1])
  })

  const message = seal(plain, 5)
  const envelope = (content: Uint8Array, round: number) => encode(tuple(bytes, u64), [content, BigInt(round)])
  const failures: readonly (readonly [RevealFailure, string, Uint8Array])[] = [
    ["CiphertextDeserialize", "garbage", new Uint8Array(300)],
    ["CiphertextDeserialize", "nothing", new Uint8Array()],
    ["CiphertextDeserialize", "bytes behind the message", concatBytes(message, Uint8Array.of(1))],
    [
      "CiphertextDeserialize",
      "bytes behind the envelope",
      concatBytes(envelope(message, 5), Uint8Array.of(1)),
    ],
    ["CiphertextDeserialize", "an envelope of garbage", envelope(new Uint8Array(300), 5)],
    ["RoundMismatch", "another round on the envelope", envelope(message, 6)],
    ["Decrypt", "another round's message", seal(plain, 6)],
    ["Decrypt", "a touched message", message.map((byte, i) => (i === 110 ? byte ^ 1 : byte))],
    ["EmptyPlaintext", "a message of nothing", seal(new Uint8Array(), 5)],
  ]
  test.each(failures)("fails for good: %s (%s)", (error, _name, encrypted) => {
    commit([raw, timelocked(encrypted, 5)])
    givePulse(5)
    expect(reveal()).toEqual([
      { name: "Commitments.CommitmentRevealFailed", value: { netuid, who, reveal_round: 5n, error } },
    ])
    expect(fieldsOf()).toEqual([
      raw,
      { type: "TimelockRevealFailed", value: { encrypted, reveal_round: 5n } },
    ])
    expect([waiting(), reveals()]).toEqual([[], []])
    expect(reveal()).toEqual([])
  })

  test("fails by a pulse that is no signature, and when the pulse is gone", () => {
    commit([timelocked(message, 5)])
    drand.Pulses.set(chain.state, 5n, { ...pulseOf(5), signature: new Uint8Array(48) })
    expect(reveal()).toMatchObject([{ value: { error: "SignatureDeserialize" } }])
    commit([timelocked(message, 4)])
    drand.OldestStoredRound.set(chain.state, 4n)
    expect(reveal()).toEqual([])
    drand.OldestStoredRound.set(chain.state, 5n)
    expect(reveal()).toMatchObject([{ value: { error: "PulseExpired", reveal_round: 4n } }])
    expect(waiting()).toEqual([])
  })

  test("opens in the envelope too, and as the reference's clients seal it", () => {
    commit([timelocked(envelope(message, 5), 5)])
    givePulse(5)
    expect(reveal()).toEqual([{ name: "Commitments.CommitmentRevealed", value: { netuid, who } }])
    start(quicknet)
    const { plain: content, envelope: sealed } = clientMessages[0]!
    commit([timelocked(sealed, 1000)])
    drand.Pulses.set(chain.state, 1000n, quicknetPulses[0]!)
    chain.nextBlock()
    expect(reveals()).toEqual([[...content]])
  })
})

describe("what a neuron published", () => {
  beforeEach(() => {
    for (const by of [who, account(12)])
      commit([timelocked(new Uint8Array(), 9), { type: "ResetBondsFlag" }], by)
    storage.RevealedCommitments.set(chain.state, netuid, who, [[Uint8Array.of(1), 1n]])
  })
  const left = (by: Hex) =>
    [
      storage.CommitmentOf,
      storage.LastCommitment,
      storage.LastBondsReset,
      storage.RevealedCommitments,
      storage.UsedSpaceOf,
    ].filter((map) => map.has(chain.state, netuid, by)).length

  test("waits in the order of subnets and accounts", () => {
    expect(waiting()).toEqual([
      [netuid, who],
      [netuid, account(12)],
    ])
    commit([timelocked(new Uint8Array(), 9)], who)
    expect(waiting()).toHaveLength(2)
  })

  test("goes with it", () => {
    replaceNeuron(chain.state, netuid, 1, account(14), 1n)
    expect([left(who), left(account(12))]).toEqual([0, 4])
    expect(waiting()).toEqual([[netuid, account(12)]])
  })

  test("goes with the subnet", () => {
    purgeSubnetCommitments(chain.state, netuid)
    expect([left(who), left(account(12))]).toEqual([0, 0])
    expect(waiting()).toEqual([])
  })
})
