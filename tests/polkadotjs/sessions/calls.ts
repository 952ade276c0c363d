/** What is expected of calls that are made later. */
import { expect, it } from "vitest"
import { rao, type Steps, tao } from "./steps.ts"

export function scheduled(of: Steps) {
  it("happen in their block, not before", () => {
    expect(of("once")).toEqual({
      result: "Ok",
      event: [0, 0],
      waiting: [1, "0"],
      before: "0",
      after: rao(2 * tao),
      dispatched: [[0, false, "Ok"]],
      left: 0,
    })
  })
  it("are cancelled by name and by place", () => {
    expect(of("cancelled")).toEqual({
      made: "Ok",
      twice: "scheduler.FailedToSchedule",
      found: true,
      gone: [
        ["Ok", true],
        ["Ok", true],
      ],
      again: "scheduler.NotFound",
      lookup: false,
      paid: "0",
    })
  })
  it("come again as often as they should, and are tried again", () => {
    expect(of("periodic")).toEqual({
      after: 3,
      results: [["Ok"], ["Ok"], ["Ok"], []],
      paid: rao(3 * tao),
    })
    const failed = [expect.stringContaining("FundsUnavailable")]
    expect(of("retried")).toEqual({ set: ["Ok", true], results: [failed, failed] })
  })
  it("are root's, and not of the past", () => {
    expect(of("refused")).toEqual({
      past: "scheduler.TargetBlockNumberInPast",
      stranger: "BadOrigin",
      unknown: "scheduler.NotFound",
    })
  })
}

export function preimaged(of: Steps) {
  const deposit = rao(0.104 * tao + 291 * 1_000_000)
  it("are held for a deposit", () => {
    expect(of("notes")).toEqual({
      length: 291,
      event: true,
      taken: deposit,
      held: [[expect.stringContaining("Preimage"), deposit]],
      status: ["Unrequested", true],
      twice: "preimage.AlreadyNoted",
      notTheirs: "preimage.NotAuthorized",
    })
  })
  it("are requested by root", () => {
    expect(of("requests")).toEqual({
      requested: ["Ok", true, "Requested"],
      unrequested: ["Ok", "Unrequested"],
      again: "preimage.NotRequested",
      stranger: "BadOrigin",
    })
  })
  it("are dispatched by their hash, and given back", () => {
    expect(of("dispatchedByLookup")).toEqual({
      lookup: true,
      result: "Ok",
      paid: [rao(tao), rao(tao), rao(tao), rao(tao)],
    })
    expect(of("unnotes")).toEqual({
      error: null,
      released: deposit,
      held: [],
      unknown: "preimage.NotNoted",
    })
  })
}
