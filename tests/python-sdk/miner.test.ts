/** A miner's day, with both Python SDKs in one network. */
import { expect, it } from "vitest"
import { bittensor10, bittensor11 } from "./environments.ts"
import type { Scenario } from "./scenario.ts"
import { sessions } from "./session.ts"

sessions(
  { title: "bittensor 11.3.0", client: await bittensor11(), script: "miner_v11.py", tests: eleven },
  { title: "bittensor 10.5.0", client: await bittensor10(), script: "miner_v10.py", tests: ten },
)

const paidNothing = { success: true, fee: 0 }

function eleven(of: Scenario["of"]) {
  it("serves nothing before it is registered", () => {
    expect(of("limits")).toEqual({ start: true, settings: true })
    expect(of("serve_before")).toMatchObject({ success: false, error: "HotKeyNotRegisteredInNetwork" })
  })
  registers(of, 1)
  it("raises the price for the next", () => {
    const { paid, burn_after } = of("register") as { paid: [number, number]; burn_after: number }
    // 1.26 times the price, less what decays in the blocks since.
    expect(burn_after / paid[1]).toBeGreaterThan(1.2)
    expect(burn_after / paid[1]).toBeLessThanOrEqual(1.26)
  })
  it("serves an axon for nothing, and waits before the next", () => {
    const { event, ...served } = of("serve_axon") as { event: [unknown, string] }
    expect(served).toMatchObject({ ...paidNothing, axon: "8.8.4.4:8091", again: "ServingRateLimitExceeded" })
    expect(event[0]).toEqual([1, event[1]])
  })
  it("is refused addresses that nobody has", () => {
    expect(of("addresses")).toEqual({
      "127.0.0.1": "InvalidIpAddress",
      "255.255.255.255": "InvalidIpAddress",
      "10.0.0.1": null,
    })
  })
  it("serves with a certificate, at an address of the sixth version", () => {
    expect(of("serve_axon_tls")).toMatchObject({
      ...paidNothing,
      axon: "[2001:4860:4860::8888]:443",
      certificate: { public_key: "A".repeat(32), algorithm: 1 },
    })
  })
  it("serves prometheus, and withdraws its axon", () => {
    const { event, ...served } = of("prometheus") as { event: [unknown, string] }
    expect(served).toMatchObject({
      ...paidNothing,
      stored: { ip: 0x08080404, port: 9090, ip_type: 4, version: 1 },
    })
    expect(event[0]).toEqual([1, event[1]])
    expect(of("reset")).toMatchObject({ ...paidNothing, stored: { ip: 0, port: 1 } })
  })
  it("keeps its hotkey from others", () => {
    expect(of("taken_hotkey")).toMatchObject({ register: "HotKeyAlreadyRegisteredInSubNet", owner: true })
  })
  it("registers protected: the node opens what was encrypted to it", () => {
    expect(of("protected_register")).toMatchObject({
      success: true,
      uid: 2,
      events: expect.arrayContaining(["SubtensorModule.NeuronRegistered"]),
    })
  })
}

function ten(of: Scenario["of"]) {
  registers(of, 3)
  it("is told that it is registered already", () => {
    expect(of("again")).toEqual({ success: true, message: "Already registered.", events: [] })
  })
  it("serves axon and prometheus", () => {
    expect(of("serve_axon")).toMatchObject({ ...paidNothing, axon: "1.1.1.1:8091", hotkey: true })
    expect(of("prometheus")).toMatchObject({ ...paidNothing, stored: { ip: 0x01010101, port: 9091 } })
  })
  it("commits to a line of text", () => {
    expect(of("commitment")).toMatchObject({
      ...paidNothing,
      read: "model at https://a.b/c",
      events: expect.arrayContaining(["Commitments.Commitment"]),
    })
  })
}

function registers(of: Scenario["of"], uid: number) {
  it("registers for the burn, within its limit price", () => {
    const { paid, owner, event, hotkey, ...made } = of("register") as {
      paid: [number, number]
      owner: [string, string]
      event: unknown
      hotkey: string
    }
    expect(made).toMatchObject({ success: true, refused: "RegistrationPriceLimitExceeded" })
    expect(event).toEqual([1, uid, hotkey])
    // The price falls with every block from the reading to the inclusion, by half in 360.
    expect(paid[1]).toBeLessThanOrEqual(paid[0])
    expect(paid[1]).toBeGreaterThan(paid[0] * 0.9)
    expect(owner[0]).toBe(owner[1])
  })
}
