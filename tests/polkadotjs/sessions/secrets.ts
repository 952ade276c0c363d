/** What is expected of what is encrypted. */
import { expect, it } from "vitest"
import type { Steps } from "./steps.ts"

export function timelocks(of: Steps) {
  it("reveal weights that were encrypted to the chain's own beacon", () => {
    expect(of("subnet")).toEqual({
      made: ["Ok", null, null, null, "Ok", "Ok"],
      commits: true,
      ours: true,
      inTheClear: "subtensorModule.CommitRevealEnabled",
    })
    expect(of("weights")).toEqual({
      error: null,
      fee: "0",
      event: true,
      before: [false, []],
      revealed: [true, true],
      stored: [[0, 65_535]],
      events: [[2, true]],
    })
  })
  it("drop weights that were encrypted to quicknet's", () => {
    expect(of("boundToQuicknet")).toEqual({
      made: null,
      waiting: true,
      gone: true,
      stored: [[0, 65_535]],
      events: 0,
    })
  })
  it("reveal a commitment, and mark what no key opens", () => {
    expect(of("commitment")).toEqual({
      made: [null, ["commitments.TimelockCommitment"]],
      before: [false, []],
      opened: true,
      revealed: ["the answer is 42"],
      events: 1,
      left: ["Raw5"],
    })
    expect(of("unreadable")).toEqual({ made: null, failed: ["Decrypt"], left: "TimelockRevealFailed" })
  })
  it("take no pulse that is forged, early or old", () => {
    expect(of("forged")).toEqual({
      again: "Transaction is outdated",
      early: "Transaction is outdated",
      stranger: "Transaction has a bad signature",
      signed: "BadOrigin",
      unchanged: ["0", false],
    })
  })
}

export function shield(of: Steps) {
  it("cost their fee and nothing else", () => {
    expect(of("garbage")).toEqual({ error: null, event: true, onlyFee: true, nonce: 1, last: true })
  })
  it("are refused when they are none, or live too long", () => {
    const refused = "Transaction is outdated"
    expect(of("refused")).toEqual({ short: "Custom error: 23", immortal: refused, old: refused })
  })
  it("wait for an expired key till their era ends, for nothing", () => {
    expect(of("expired")).toEqual({ ended: "Invalid", waited: 12, paid: "0", nonce: 0 })
  })
}
