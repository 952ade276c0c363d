import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { describe, expect, it } from "vitest"
import { testRefusals } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as system } from "../../system/schema.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { calls, storage } from "../schema.ts"

/* Source of the rules and their order: behaviour/keys-and-fees.md section 6. */

const { Bob, Charlie } = devAccounts
const netuid = 1
const own = (name: string) => `SubtensorModule.${name}`

/** Bob is a neuron of subnet 1. */
function start(): TestChain {
  const chain = createTestChain()
  system.Number.set(chain.state, 100)
  appendNeuron(chain.state, netuid, Bob, 1n)
  return chain
}

const endpoint = { netuid, version: 1, ip: 0x0a00_0001n, port: 8091, ip_type: 4 }
const axon = { ...endpoint, protocol: 4, placeholder1: 0, placeholder2: 0 }
type Over = Partial<typeof endpoint>

describe.each([
  ["serve_axon", "AxonServed", (over: Over) => calls.serve_axon.make({ ...axon, ...over })],
  [
    "serve_axon_tls",
    "AxonServed",
    (over: Over) => calls.serve_axon_tls.make({ ...axon, certificate: Uint8Array.of(1, 2), ...over }),
  ],
  [
    "serve_prometheus",
    "PrometheusServed",
    (over: Over) => calls.serve_prometheus.make({ ...endpoint, ...over }),
  ],
] as const)("%s", (_, event, make: (over: Over) => RuntimeCallValue) => {
  testRefusals(start, [
    {
      error: own("HotKeyNotRegisteredInNetwork"),
      when: "the signer is no neuron",
      caller: Charlie,
      call: make({}),
    },
    {
      error: own("SubnetNotExists"),
      when: "the subnet is being dissolved",
      caller: Bob,
      call: make({}),
      arrange: ({ state }) => storage.NetworksAdded.delete(state, netuid),
    },
    { error: own("InvalidIpType"), when: "the type is unknown", caller: Bob, call: make({ ip_type: 5 }) },
    {
      error: own("InvalidIpAddress"),
      when: "the address is the machine itself",
      caller: Bob,
      call: make({ ip: 0x7f00_0001n }),
    },
    {
      error: own("ServingRateLimitExceeded"),
      when: "the last one is too young",
      caller: Bob,
      call: make({}),
      arrange: (chain) => {
        expect(verdictOf(chain.call(Bob, make({})))).toBe("ok")
        system.Number.set(chain.state, 149)
      },
    },
    { error: own("InvalidPort"), when: "the port is 0", caller: Bob, call: make({ port: 0 }) },
  ])

  it("tells which neuron serves where", () => {
    const chain = start()
    expect(verdictOf(chain.call(Bob, make({})))).toBe("ok")
    expect(chain.state.events.map(({ event }) => event.value)).toEqual([
      { type: event, value: [netuid, Bob] },
    ])
  })
})
