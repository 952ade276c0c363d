/** A staker's day, with limits and slippage, with both Python SDKs in one network. */
import { expect, it } from "vitest"
import { bittensor10, bittensor11 } from "./environments.ts"
import type { Scenario } from "./scenario.ts"
import { sessions } from "./session.ts"

const tao = 1_000_000_000

sessions(
  { title: "bittensor 11.3.0", client: await bittensor11(), script: "staker_v11.py", tests: eleven },
  { title: "bittensor 10.5.0", client: await bittensor10(), script: "staker_v10.py", tests: ten },
)

/** StakeAdded and StakeRemoved: coldkey, hotkey, TAO, alpha, netuid, fee. */
type StakeEvent = [string, string, number, number, number, number]
interface Limited {
  readonly event: StakeEvent
  readonly limit: number
  readonly after: number
}

function eleven(of: Scenario["of"]) {
  it("opens two subnets", () => {
    const { done, owner } = of("open_subnets") as { done: boolean[]; owner: [string, string] }
    expect(done).toEqual(Array.from(done, () => true))
    expect(owner[0]).toBe(owner[1])
  })
  it("stakes: the event's alpha is the position, and the fee five in ten thousand", () => {
    const { event, keys, ...made } = of("add") as { event: StakeEvent; keys: string[]; stake: number }
    expect(event.slice(0, 3)).toEqual([...keys, 10 * tao])
    expect(made).toEqual({ success: true, stake: event[3] })
    expect(event[5] / event[2]).toBeCloseTo(0.0005, 4)
  })
  it("is protected from slippage by default", () => {
    expect(of("slippage")).toMatchObject({ success: false, error: "SlippageTooHigh" })
  })
  it("stakes up to a limit price", () => {
    const { event, limit, after, ...made } = of("add_limit") as unknown as Limited
    expect(made).toEqual({ success: true, strict: "SlippageTooHigh", stake: event[3] })
    expect(event[2]).toBeLessThan(tao)
    expect(after / limit).toBeCloseTo(1, 7)
  })
  it("unstakes down to a limit price", () => {
    const { event, limit, after, ...made } = of("remove_limit") as unknown as Limited & {
      held: number
      left: number
    }
    expect(made).toMatchObject({ success: true, strict: "SlippageTooHigh" })
    expect(made.held - made.left).toBe(event[3] + event[5])
    // The fee is sold beyond the limit.
    expect(after / limit).toBeCloseTo(1, 4)
    expect(after).toBeLessThan(limit)
  })
  it("names what is wrong", () => {
    expect(of("too_little")).toEqual({
      low: "AmountTooLow",
      not_mine: "AmountTooLow",
      nowhere: "SubnetNotExists",
    })
  })
  it("moves stake to another hotkey, to the rao", () => {
    const { event, ...moved } = of("move") as { event: unknown[] }
    expect(moved).toEqual({ success: true, left: 2 * tao, there: 2 * tao })
    expect([event[2], event[4]]).toEqual([2, 2])
  })
  it("swaps it into another subnet, through both pools", () => {
    const { event, there, ...swapped } = of("swap") as { event: unknown[]; there: number }
    expect(swapped).toEqual({ success: true, left: tao })
    expect(event.slice(2, 4)).toEqual([2, 1])
    expect(there).toBeGreaterThan(tao / 2)
    expect(there).toBeLessThan(1.1 * tao)
  })
  it("transfers it to another coldkey, unless the owner forbids it", () => {
    expect(of("transfer")).toMatchObject({
      success: true,
      left: 1.5 * tao,
      theirs: 1.5 * tao,
      disallowed: "TransferDisallowed",
      events: expect.arrayContaining(["SubtensorModule.StakeTransferred"]),
    })
  })
  it("sends its own emission to a registered hotkey", () => {
    expect(of("auto_stake")).toMatchObject({
      success: true,
      unregistered: "HotKeyNotRegisteredInSubNet",
      read: expect.stringMatching(/^5/),
      events: expect.arrayContaining(["SubtensorModule.AutoStakeDestinationSet"]),
    })
  })
  it("takes everything back: alpha into root, and all into TAO", () => {
    const { root, ...alpha } = of("unstake_all_alpha") as { root: number }
    expect(alpha).toMatchObject({ success: true, alpha: [2 * tao, 0] })
    expect(root).toBeGreaterThan(tao)
    expect(of("unstake_all")).toMatchObject({ success: true, left: [0, 0] })
    expect(of("unstake_all")["taken"]).toBeLessThan(-100_000 * tao)
  })
}

function ten(of: Scenario["of"]) {
  it("stakes within a tolerance: not at all, in part, in full", () => {
    const { stake, ...made } = of("add_safe") as { part: { taken: number }; stake: number }
    expect(made).toMatchObject({
      strict: "SlippageTooHigh",
      part: { success: true },
      full: { success: true, taken: 20 * tao },
    })
    expect(made.part.taken).toBeLessThan(20 * tao)
    expect(stake).toBeGreaterThan(20 * tao)
  })
  it("unstakes within a tolerance", () => {
    expect(of("unstake_safe")).toMatchObject({ strict: "SlippageTooHigh", success: true, left: tao })
  })
  it("moves, swaps and transfers", () => {
    expect(of("move")).toMatchObject({ success: true, there: tao })
    expect(of("swap")).toMatchObject({ success: true, gained: expect.any(Number) })
    expect(of("swap")["gained"]).toBeGreaterThan(0)
    expect(of("transfer")).toMatchObject({ stopped: "TransferDisallowed", success: true, theirs: tao / 2 })
  })
  it("stakes with the asynchronous client", () => {
    expect(of("asynchronous")).toEqual({ success: [true, true], netuids: [1, 2] })
  })
  it("takes everything back, and stakes on root one to one", () => {
    expect(of("unstake_all")).toMatchObject({ success: true, left: 0 })
    expect(of("root")).toMatchObject({ success: true, taken: 50 * tao, stake: 50 * tao })
  })
  it("stakes protected: the node opens what was encrypted to it", () => {
    const { revealed, gained } = of("protected_stake") as { revealed: string[]; gained: number }
    expect(of("protected_stake")).toMatchObject({ success: true })
    expect(revealed).toContain("SubtensorModule.StakeAdded")
    expect(gained).toBeGreaterThan(0)
  })
}
