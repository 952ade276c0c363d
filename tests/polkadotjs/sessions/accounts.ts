/** What is expected of accounts that others act for. */
import { expect, it } from "vitest"
import { rao, type Steps, tao } from "./steps.ts"

export function treasury(of: Steps) {
  const deposit = rao(0.196 * tao)
  it("pays when two agree, for a deposit that comes back", () => {
    expect(of("fund")).toEqual({ free: rao(100 * tao) })
    expect(of("execute")).toEqual({
      opened: true,
      held: { taken: deposit, reserved: deposit },
      refused: {
        later: "multisig.WrongTimepoint",
        index: "multisig.WrongTimepoint",
        none: "multisig.NoTimepoint",
        twice: "multisig.AlreadyApproved",
        early: "multisig.UnexpectedTimepoint",
        heavy: "multisig.MaxWeightTooLow",
        order: "multisig.SignatoriesOutOfOrder",
        self: "multisig.SenderInSignatories",
        threshold: "multisig.MinimumThreshold",
      },
      waiting: [1, rao(100 * tao)],
      result: "Ok",
      named: true,
      paid: rao(40 * tao),
      left: rao(60 * tao),
      pending: 0,
      returned: ["0", deposit],
    })
  })
  it("collects approvals of a hash, and executes once it has the call", () => {
    expect(of("byHash")).toEqual({
      second: true,
      approvals: 2,
      full: "multisig.AlreadyApproved",
      result: "Ok",
      paid: rao(10 * tao),
      reserved: "0",
    })
  })
  it("is cancelled by who opened it", () => {
    expect(of("cancelled")).toEqual({
      held: deposit,
      refused: {
        notMine: "multisig.NotOwner",
        wrong: "multisig.WrongTimepoint",
        unknown: "multisig.NotFound",
      },
      event: true,
      reserved: "0",
      untouched: true,
      late: "multisig.UnexpectedTimepoint",
    })
  })
  it("tells of what it agreed on and cannot do, and opens nothing without a deposit", () => {
    expect(of("tooMuch")).toEqual({ error: null, failed: true, untouched: true, reserved: "0" })
    expect(of("poor")).toEqual({
      error: "balances.InsufficientBalance",
      onlyFee: true,
      reserved: "0",
    })
  })
}

export function proxiedValidator(of: Steps) {
  const deposit = rao(0.093 * tao)
  it("lets others act, for a deposit", () => {
    expect(of("allow")).toEqual({
      made: [null, null, null, null],
      event: true,
      taken: deposit,
      held: deposit,
      list: [[true, "Staking", 0]],
      twice: "proxy.Duplicate",
      self: "proxy.NoSelfProxy",
    })
  })
  it("stakes its owner's TAO; the owner pays the fee once it said so", () => {
    expect(of("stakes")).toEqual({
      first: ["Ok", rao(10 * tao), true],
      staked: true,
      consent: true,
      second: ["Ok", rao(10 * tao), "0"],
      fees: true,
    })
  })
  it("does nothing else", () => {
    expect(of("filters")).toEqual({
      transfer: [null, "system.CallFiltered", true],
      batch: "system.CallFiltered",
      more: "system.CallFiltered",
      stranger: "proxy.NotProxy",
      otherType: "proxy.NotProxy",
    })
  })
  it("sets the hotkey's weights", () => {
    expect(of("weights")).toEqual({
      result: "Ok",
      event: true,
      stored: true,
      transfer: "system.CallFiltered",
    })
  })
  it("stops when told to", () => {
    expect(of("revoke")).toEqual({
      event: true,
      returned: deposit,
      reserved: "0",
      left: 0,
      consent: false,
      after: "proxy.NotProxy",
      again: "proxy.NotFound",
    })
  })
  it("keeps an account that nobody has the key of, and closes it", () => {
    expect(of("pure")).toEqual({
      paid: ["Ok", "0"],
      held: deposit,
      wrong: "proxy.NoPermission",
      killed: ["Ok", true],
      reserved: "0",
      spent: true,
      after: "proxy.NotProxy",
    })
  })
}

export function announcedProxy(of: Steps) {
  const deposit = rao(0.104 * tao)
  it("announces first, for a deposit", () => {
    expect(of("announces")).toEqual({
      unannounced: "proxy.Unannounced",
      event: true,
      taken: deposit,
      reserved: deposit,
      stranger: "proxy.NotProxy",
      early: "proxy.Unannounced",
    })
  })
  it("is rejected, or thinks better of it: nothing can be sent then, and the deposit is back", () => {
    const gone = { done: null, left: [0, "0"], after: "proxy.Unannounced" }
    expect(of("rejects")).toEqual({ ...gone, again: "proxy.NotFound" })
    expect(of("withdraws")).toEqual(gone)
  })
  it("acts after the delay, once", () => {
    expect(of("executes")).toEqual({
      early: "proxy.Unannounced",
      at: 10,
      result: "Ok",
      paid: [rao(3 * tao), rao(3 * tao)],
      left: [0, "0"],
      again: "proxy.Unannounced",
    })
  })
}
