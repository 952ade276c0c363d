import type { MultiSigner } from "@taonet/frame/types/sp_runtime"
import { describe, expect, test } from "vitest"
import { expectRefusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { ownBeacon, pulseOf, quicknetPulses, withBeacon } from "./drand.testkit.ts"
import { quicknet } from "./quicknet.ts"
import { calls, storage } from "./schema.ts"
import type { Pulse } from "./types.ts"

const { Alice } = devAccounts
const signer: MultiSigner = { type: "Sr25519", value: new Uint8Array(32) }
const write = (...pulses: Pulse[]) =>
  calls.write_pulse.make({
    pulses_payload: { block_number: 1, pulses, public: signer },
    signature: undefined,
  })
const [round1000, round1001, round1002] = quicknetPulses as [Pulse, Pulse, Pulse]
const configure = calls.set_beacon_config.make({
  config_payload: { block_number: 1, config: ownBeacon, public: signer },
  signature: undefined,
})
const oldest = calls.set_oldest_stored_round.make({ oldest_round: 7n })

function open(spec = withBeacon(quicknet)): TestChain {
  const chain = createTestChain(spec)
  chain.runBlocks(1)
  chain.takeEvents()
  return chain
}
const stored = ({ state }: TestChain) => [...storage.Pulses.keys(state)]

test("pulses come from nobody, and what they are is told", () => {
  const chain = open()
  expect(chain.call("none", write(round1000, round1001))).toEqual({ ok: true, post: {} })
  expect(chain.takeEvents()).toEqual(["Drand.NewPulse"])
  expect(stored(chain)).toEqual([[1000n], [1001n]])
})

test("root chooses the beacon and says where its pulses begin", () => {
  const chain = open()
  expect(chain.call("root", configure)).toEqual({ ok: true, post: {} })
  expect(chain.call("root", oldest)).toEqual({ ok: true, post: {} })
  expect(storage.BeaconConfig.get(chain.state)).toEqual(ownBeacon)
  expect(storage.OldestStoredRound.get(chain.state)).toBe(7n)
  expect(chain.takeEvents()).toEqual(["Drand.BeaconConfigChanged", "Drand.SetOldestStoredRound"])
})

describe("what is refused stores nothing", () => {
  const malformed = { ...round1001, signature: new Uint8Array(48) }
  const first = ({ call }: TestChain) => call("none", write(round1000))
  testRefusals(open, [
    ...[Alice, "root" as const].map((caller) => ({
      error: "BadOrigin",
      when: caller === Alice ? "a pulse that an account signs" : "a pulse by root",
      caller,
      call: write(round1000),
    })),
    ...[configure, oldest].flatMap((call) =>
      ([Alice, "none"] as const).map((caller) => ({
        error: "BadOrigin",
        when: `${call.value.type} by ${caller === Alice ? "an account" : caller}`,
        caller,
        call,
      })),
    ),
    {
      error: "Drand.PulseVerificationError",
      when: "a signature that is no point, after a good pulse",
      caller: "none",
      call: write(round1000, malformed),
    },
    {
      error: "Drand.InvalidRoundNumber",
      when: "a round left out",
      caller: "none",
      call: write(round1002),
      arrange: first,
    },
    {
      error: "Drand.InvalidRoundNumber",
      when: "a round again",
      caller: "none",
      call: write(round1000),
      arrange: first,
    },
    {
      error: "Drand.InvalidRoundNumber",
      when: "a good pulse before one that leaves a round out",
      caller: "none",
      call: write(round1000, round1002),
    },
  ])

  test("forged pulses are passed over without a word", () => {
    const chain = open()
    for (const forged of [
      { ...round1001, round: 1000n },
      { ...round1000, signature: pulseOf(1).signature },
    ]) {
      expect(chain.call("none", write(forged)).ok).toBe(true)
      expect([stored(chain), chain.takeEvents()]).toEqual([[], []])
    }
  })

  test("the chain's own beacon is not ahead of the chain's clock, nor does it repeat itself", () => {
    const chain = open(withBeacon(ownBeacon))
    expect(chain.call("none", write(pulseOf(1))).ok).toBe(true)
    expectRefusal(chain, "none", write(pulseOf(1)), "Drand.InvalidRoundNumber")
    expectRefusal(chain, "none", write(pulseOf(99)), "Drand.InvalidRoundNumber")
  })
})
