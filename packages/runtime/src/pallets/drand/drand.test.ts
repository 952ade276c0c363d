import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import { sign } from "@taonet/primitives/crypto/sign"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { DecodeError, decode, encode } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, test } from "vitest"
import { encodeBare } from "../../executive/extrinsic.ts"
import { createTransactionChain, keyOf, type TransactionChain } from "../../executive/transactions.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { dueRound, isOffline, offlineBeacon, roundTimeMs } from "./beacon.ts"
import { bare, ownBeacon, publicKey, pulseOf, quicknetPulses, withBeacon, write } from "./drand.testkit.ts"
import { quicknet } from "./quicknet.ts"
import { calls, errors, storage } from "./schema.ts"
import { BeaconConfigurationPayload, Pulse, PulsesPayload } from "./types.ts"

const [round1000, round1001, round1002] = quicknetPulses as [Pulse, Pulse, Pulse]
const dispatched = { ok: true, dispatched: true }
const failed = { ok: true, dispatched: false }
const refused = (type: string) => ({ ok: false, error: { type: "Invalid", value: { type } } })
const pair = keyOf("//Drand")

let chain: TransactionChain
beforeEach(() => {
  chain = createTransactionChain()
  chain.nextBlock()
})

const rounds = () => [storage.OldestStoredRound.get(chain.state), storage.LastStoredRound.get(chain.state)]

/** The error with which the last extrinsic failed: its kind, or its number among the pallet's. */
function lastError(): unknown {
  const event = chain.takeEvents().findLast(({ name }) => name === "System.ExtrinsicFailed")
  if (!event) return undefined
  const { dispatch_error: error } = event.value as {
    dispatch_error: { type: string; value: { error: Uint8Array } }
  }
  return error.type === "Module" ? error.value.error[0] : error.type
}
const invalidRoundNumber = errors.InvalidRoundNumber.index
const verificationError = errors.PulseVerificationError.index

describe("pulses of quicknet", () => {
  test("are stored in turn, from any first one on", () => {
    expect(write(chain, round1000, round1001)).toEqual([dispatched, dispatched])
    expect(storage.Pulses.get(chain.state, 1001n)).toEqual(round1001)
    expect(rounds()).toEqual([1000n, 1001n])
    expect(storage.NextUnsignedAt.get(chain.state)).toBe(1)
    expect(chain.takeEvents().filter(({ name }) => name.startsWith("Drand"))).toEqual([
      { name: "Drand.NewPulse", value: { rounds: [1000n] } },
      { name: "Drand.NewPulse", value: { rounds: [1001n] } },
    ])
  })

  test("that were forged are passed over, and malformed ones fail", () => {
    expect(write(chain, { ...round1001, round: 1000n })).toEqual([dispatched])
    expect(rounds()).toEqual([0n, 0n])
    expect(chain.takeEvents().some(({ name }) => name === "Drand.NewPulse")).toBe(false)
    for (const signature of [
      new Uint8Array(47),
      new Uint8Array(48),
      round1000.signature.map((byte) => byte ^ 1),
    ]) {
      expect(write(chain, { ...round1000, signature })).toEqual([failed])
      expect(lastError()).toBe(verificationError)
    }
    expect(rounds()).toEqual([0n, 0n])
  })

  test("must not leave a round out, nor come twice", () => {
    expect(write(chain, round1000, round1002)).toEqual([dispatched, failed])
    expect(lastError()).toBe(invalidRoundNumber)
    expect(write(chain, round1000)).toEqual([refused("Stale")])
    expect(rounds()).toEqual([1000n, 1000n])
  })

  test("come from nobody: neither signers nor root may write them", () => {
    const call = calls.write_pulse.make({
      pulses_payload: {
        block_number: 1,
        pulses: [round1000],
        public: { type: "Sr25519", value: pair.publicKey },
      },
      signature: undefined,
    })
    for (const origin of [rootOrigin, signedOrigin(devAccounts.Alice)])
      expect(chain.state.dispatcher.dispatch(chain.state, origin, call)).toMatchObject({
        ok: false,
        error: { value: { type: "BadOrigin" } },
      })
  })
})

describe("the pool", () => {
  test("takes a pulse of the next rounds, lower ones first", () => {
    write(chain, round1000)
    const [next, later] = [chain.validate(bare(round1001)), chain.validate(bare(round1002))]
    expect(next).toEqual({
      ok: true,
      value: {
        priority: U64_MAX,
        requires: [],
        provides: [
          toHex(
            Uint8Array.of(
              19 << 2,
              ...new TextEncoder().encode("DrandOffchainWorker"),
              ...blake2b256(Uint8Array.of(...new TextEncoder().encode("drand"), 0xe9, 3, 0, 0, 0, 0, 0, 0)),
            ),
          ),
        ],
        longevity: 3n,
        propagate: false,
      },
    })
    const recent = 34_000_000n
    storage.BeaconConfig.set(chain.state, { ...quicknet, public_key: publicKey })
    const priorityOf = (round: bigint) => {
      storage.LastStoredRound.set(chain.state, recent)
      const verdict = chain.validate(bare(pulseOf(round)))
      return verdict.ok ? verdict.value.priority : undefined
    }
    expect(priorityOf(recent + 1n)).toBe(1_048_576n + U64_MAX - recent - 1n)
    expect(priorityOf(recent + 50n)).toBe(1_048_576n + U64_MAX - recent - 50n)
    expect(priorityOf(recent + 51n)).toBeUndefined()
    expect(later.ok).toBe(true)
  })

  test("refuses the rest, and a block does too", () => {
    const payload = (change: Partial<PulsesPayload> = {}): PulsesPayload => ({
      block_number: 1,
      pulses: [round1001],
      public: { type: "Sr25519", value: pair.publicKey },
      ...change,
    })
    const transaction = (pulses_payload: PulsesPayload, signed = pulses_payload) => {
      const value = sign(pair, encode(PulsesPayload, signed))
      return encodeBare(calls.write_pulse.make({ pulses_payload, signature: { type: "Sr25519", value } }))
    }
    write(chain, round1000)
    const ed25519 = { type: "Ed25519", value: pair.publicKey } as const
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ["BadSigner", encodeBare(calls.write_pulse.make({ pulses_payload: payload(), signature: undefined }))],
      ["BadProof", transaction(payload(), payload({ block_number: 0 }))],
      ["BadProof", transaction(payload({ public: ed25519 }))],
      ["Future", transaction(payload({ block_number: 9 }))],
      ["Call", transaction(payload({ pulses: [] }))],
      ["Call", transaction(payload({ pulses: [round1001, round1002] }))],
      ["Stale", transaction(payload({ pulses: [round1000] }))],
      ["Call", encodeBare(calls.set_oldest_stored_round.make({ oldest_round: 1n }))],
    ]
    for (const [type, bytes] of cases) {
      expect([type, chain.validate(bytes)]).toEqual([type, refused(type)])
      expect([type, chain.apply(bytes)]).toEqual([type, refused(type)])
    }
    expect(chain.validate(transaction(payload())).ok).toBe(true)
    storage.NextUnsignedAt.set(chain.state, 9)
    expect(chain.validate(transaction(payload()))).toEqual(refused("Stale"))
  })

  test("has no place for forged pulses, although a block would pass over them", () => {
    const forged = bare({ ...round1001, round: 1000n })
    expect(chain.validate(forged)).toEqual(refused("BadProof"))
    expect(chain.validate(forged, { source: "InBlock" }).ok).toBe(true)
    expect(chain.validate(bare({ ...round1000, signature: new Uint8Array(3) }))).toEqual(refused("BadProof"))
    expect(chain.apply(forged)).toEqual(dispatched)
  })

  test("prefers signed pulses too, although they fail", () => {
    const call = calls.write_pulse.make({
      pulses_payload: { block_number: 1, pulses: [], public: { type: "Sr25519", value: pair.publicKey } },
      signature: undefined,
    })
    const bytes = chain.signed(keyOf("//Alice"), call)
    expect(chain.validate(bytes)).toMatchObject({ ok: true, value: { priority: 10_001n } })
    expect(chain.apply(bytes)).toEqual(failed)
    expect(lastError()).toBe("BadOrigin")
  })
})

describe("old pulses", () => {
  test("go when a week of newer ones is there, 100 at a time", () => {
    const start = 1000n
    for (const round of [start, start + 1n]) storage.Pulses.set(chain.state, round, { ...round1000, round })
    storage.OldestStoredRound.set(chain.state, start)
    const last = start + 216_000n + 148n
    storage.BeaconConfig.set(chain.state, { ...quicknet, public_key: publicKey })
    storage.LastStoredRound.set(chain.state, last)
    expect(write(chain, pulseOf(last + 1n))).toEqual([dispatched])
    expect(rounds()).toEqual([start + 100n, last + 1n])
    expect(storage.Pulses.has(chain.state, start + 1n)).toBe(false)
    expect(write(chain, pulseOf(last + 2n))).toEqual([dispatched])
    expect(rounds()).toEqual([start + 151n, last + 2n])
  })
})

describe("root", () => {
  const config_payload = {
    block_number: 1,
    config: { ...quicknet, public_key: publicKey },
    public: { type: "Sr25519", value: pair.publicKey },
  } as const
  const dispatch = (origin: typeof rootOrigin, call: ReturnType<typeof calls.set_oldest_stored_round.make>) =>
    chain.state.dispatcher.dispatch(chain.state, origin, call).ok

  test("chooses the beacon, whose pulses are taken from the next block on", () => {
    const call = calls.set_beacon_config.make({ config_payload, signature: undefined })
    expect(dispatch(signedOrigin(devAccounts.Alice), call)).toBe(false)
    expect(dispatch(rootOrigin, call)).toBe(true)
    expect(chain.takeEvents().map(({ name }) => name)).toEqual(["Drand.BeaconConfigChanged"])
    expect(write(chain, pulseOf(1000))).toEqual([refused("Stale")])
    chain.nextBlock()
    expect(write(chain, round1000, pulseOf(1000))).toEqual([dispatched, dispatched])
    expect(storage.Pulses.get(chain.state, 1000n)).toEqual(pulseOf(1000))
  })

  test("only: a configuration without signer passes the pool and fails", () => {
    const value = sign(pair, encode(BeaconConfigurationPayload, config_payload))
    const bytes = encodeBare(
      calls.set_beacon_config.make({ config_payload, signature: { type: "Sr25519", value } }),
    )
    expect(chain.validate(bytes)).toMatchObject({
      ok: true,
      value: { priority: 1_048_576n, longevity: 1n, propagate: true },
    })
    expect(chain.apply(bytes)).toEqual(failed)
    expect(lastError()).toBe("BadOrigin")
    storage.NextUnsignedAt.set(chain.state, 2)
    expect(chain.validate(bytes)).toEqual(refused("Stale"))
  })

  test("says which pulse counts as the oldest", () => {
    const call = calls.set_oldest_stored_round.make({ oldest_round: 7n })
    expect(dispatch(signedOrigin(devAccounts.Alice), call)).toBe(false)
    expect(dispatch(rootOrigin, call)).toBe(true)
    expect(rounds()).toEqual([7n, 0n])
    expect(chain.takeEvents()).toEqual([{ name: "Drand.SetOldestStoredRound", value: 7n }])
  })
})

describe("a chain's own beacon", () => {
  beforeEach(() => {
    chain = createTransactionChain(withBeacon(ownBeacon))
    // Four blocks of 250 ms are a second, and a round.
    for (let i = 0; i < 40; i++) chain.nextBlock()
  })

  test("is the one that genesis names, and keeps quicknet's schedule by default", () => {
    expect(storage.BeaconConfig.get(chain.state)).toEqual(ownBeacon)
    expect([isOffline(ownBeacon), isOffline(quicknet)]).toEqual([true, false])
    const own = offlineBeacon(publicKey)
    expect(dueRound(own, roundTimeMs(quicknet, 1000n))).toBe(1000n)
    expect(dueRound(own, roundTimeMs(quicknet, 1000n) - 1n)).toBe(999n)
    expect(dueRound(own, 0n)).toBe(0n)
  })

  test("may leave rounds out and make up for them, but is never ahead of the chain's clock", () => {
    expect(write(chain, pulseOf(5), pulseOf(9), pulseOf(7))).toEqual([dispatched, dispatched, dispatched])
    expect(rounds()).toEqual([5n, 9n])
    for (const round of [4, 7, 12]) expect(write(chain, pulseOf(round))).toEqual([refused("Stale")])
    expect(write(chain, { ...pulseOf(6), round: 8n })).toEqual([dispatched])
    expect(storage.Pulses.has(chain.state, 8n)).toBe(false)
  })
})

test("more bytes than a pulse may have do not decode", () => {
  const encoded = (bytes: number) => encode(Pulse, { ...round1000, signature: new Uint8Array(bytes) })
  expect(decode(Pulse, encoded(144)).signature).toHaveLength(144)
  expect(() => decode(Pulse, encoded(145))).toThrow(DecodeError)
})
