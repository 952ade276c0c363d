import { ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, describe, expect, it } from "vitest"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { storage as system } from "../../system/schema.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { calls, storage } from "../schema.ts"
import { certificateOf } from "./serving.ts"

const { Bob, Charlie } = devAccounts

let chain: TestChain
let state: State
beforeEach(() => {
  chain = createTestChain()
  state = chain.state
  system.Number.set(state, 10)
  appendNeuron(state, 1, Bob, 1n)
})

function run(signer: Hex, call: Parameters<TestChain["call"]>[1]): string | undefined {
  const result = chain.call(signer, call)
  if (result.ok) return undefined
  return result.error instanceof ModuleError ? result.error.def.name : result.error.value.type
}

const endpoint = { netuid: 1, version: 1, ip: 0x0a00_0001n, port: 8091, ip_type: 4 }
const axon = { ...endpoint, protocol: 4, placeholder1: 0, placeholder2: 0 }
const serve = (over: Partial<typeof axon> = {}, signer: Hex = Bob) =>
  run(signer, calls.serve_axon.make({ ...axon, ...over }))
const serveTls = (certificate: Uint8Array) => run(Bob, calls.serve_axon_tls.make({ ...axon, certificate }))
const measure = (over: Partial<typeof endpoint> = {}, signer: Hex = Bob) =>
  run(signer, calls.serve_prometheus.make({ ...endpoint, ...over }))

describe("serve_axon", () => {
  it("stores the endpoint with the block", () => {
    expect(serve({ ip: 0n })).toBeUndefined()
    const { netuid: _, ...fields } = axon
    expect(storage.Axons.get(state, 1, Bob)).toEqual({ ...fields, ip: 0n, block: 10n })
    expect(chain.takeEvents()).toEqual(["SubtensorModule.AxonServed"])
  })

  it("reports errors in order: registration, type, address, rate, port", () => {
    const bad = { ip_type: 5, ip: 0x7f00_0001n, port: 0 }
    expect(serve(bad, Charlie)).toBe("HotKeyNotRegisteredInNetwork")
    expect(serve({ ...bad, netuid: 9 })).toBe("HotKeyNotRegisteredInNetwork")
    expect(serve(bad)).toBe("InvalidIpType")
    expect(serve({ ...bad, ip_type: 4 })).toBe("InvalidIpAddress")
    expect(serve({ port: 0 })).toBe("InvalidPort")
    expect(serve()).toBeUndefined()
    system.Number.set(state, 59)
    expect(serve({ port: 0 })).toBe("ServingRateLimitExceeded")
    system.Number.set(state, 60)
    expect(serve({ port: 0 })).toBe("InvalidPort")
    expect(serve()).toBeUndefined()
    storage.ServingRateLimit.set(state, 1, 0n)
    expect(serve()).toBeUndefined()
  })

  it.each([
    [4, 0xffff_ffffn, false],
    [4, 0xffff_fffen, true],
    [4, 0x7f00_0002n, true],
    [4, 1n << 32n, false],
    [6, 1n, false],
    [6, 2n, true],
    [6, (1n << 128n) - 1n, false],
    [6, 0x7f00_0001n, true],
  ])("type %i takes address %i: %s", (ip_type, ip, isValid) => {
    expect(serve({ ip_type, ip })).toBe(isValid ? undefined : "InvalidIpAddress")
  })

  it("keeps the old certificate where a new one cannot be read", () => {
    expect(serveTls(Uint8Array.of(7, 1, 2))).toBeUndefined()
    storage.ServingRateLimit.set(state, 1, 0n)
    for (const unreadable of [new Uint8Array(), new Uint8Array(66)])
      expect(serveTls(unreadable)).toBeUndefined()
    expect(serve()).toBeUndefined()
    expect(storage.NeuronCertificates.get(state, 1, Bob)).toEqual({
      algorithm: 7,
      public_key: Uint8Array.of(1, 2),
    })
    expect(certificateOf(new Uint8Array(65))?.public_key.length).toBe(64)
  })
})

describe("serve_prometheus", () => {
  it("checks the address before the registration and refuses zero", () => {
    expect(measure({ ip_type: 5 }, Charlie)).toBe("InvalidIpType")
    expect(measure({ ip: 0n }, Charlie)).toBe("InvalidIpAddress")
    expect(measure({}, Charlie)).toBe("HotKeyNotRegisteredInNetwork")
    expect(measure({ port: 0 })).toBe("InvalidPort")
    expect(serve()).toBeUndefined()
    // Its own clock: the axon served in this block does not count.
    expect(measure()).toBeUndefined()
    expect(measure()).toBe("ServingRateLimitExceeded")
    expect(storage.Prometheus.get(state, 1, Bob)).toEqual({
      block: 10n,
      version: 1,
      ip: 0x0a00_0001n,
      port: 8091,
      ip_type: 4,
    })
  })
})
