/** What holders do besides staking, and a crowdloan up to the end of its leased subnet, with `bittensor` 11 in one network. */
import { expect, it } from "vitest"
import { bittensor11 } from "./environments.ts"
import type { Scenario } from "./scenario.ts"
import { sessionsOn } from "./session.ts"

const tao = 1_000_000_000
const bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
const charlie = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
const alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
const client = await bittensor11()

sessionsOn(
  { blockTimeMs: "instant" },
  { title: "bittensor 11.3.0, a holder", client, script: "holder_v11.py", tests: holder },
  { title: "bittensor 11.3.0, a leased subnet", client, script: "lease_v11.py", tests: lease },
)

function holder(of: Scenario["of"]) {
  it("sends encrypted what the author opens: a transfer and a stake", () => {
    expect(of("open_subnets")).toEqual([true, true, true, true, true, true])
    expect(of("shielded_transfer")).toMatchObject({
      success: true,
      events: expect.arrayContaining(["Balances.Transfer", "System.ExtrinsicSuccess"]),
      carrier: expect.arrayContaining(["MevShield.EncryptedSubmitted", "System.ExtrinsicSuccess"]),
      taken: 12 * tao,
      payee: 12 * tao,
    })
    expect(of("shielded_stake")).toEqual({ success: true, gained: 0, tao: 5 * tao })
  })
  it("hears of what fails inside, and loses its fees only", () => {
    expect(of("shielded_failure")).toEqual({ success: false, error: "SubnetNotExists", lost: true })
  })
  it("sends several, but for the nonce that the client itself forgets", () => {
    expect(of("one_after_the_other")).toEqual([true, false, true, true, 15 * tao])
  })
  it("locks alpha, which cannot be unstaked then", () => {
    expect(of("locks")).toMatchObject({
      added: true,
      success: true,
      event: { coldkey: charlie, netuid: 2 },
      read: { netuid: 2, is_perpetual: false },
      half: true,
      mismatch: "LockHotkeyMismatch",
      more: "StakeUnavailable",
      too_much: "InsufficientStakeForLock",
      untouched: true,
    })
  })
  it("sees conviction grow, and locks decay unless they are perpetual", () => {
    expect(of("conviction")).toEqual({
      grows: true,
      decays: true,
      perpetual: [true, true, true],
      most: true,
      locking: [true],
    })
  })
  it("moves a lock, and gives it away with its stake to who accepts that", () => {
    expect(of("move_lock")).toEqual({
      moved: [true, true],
      rejected: "AccountRejectsLockedAlpha",
      accepts: [true, true],
      accepted: true,
      theirs: [true, true],
    })
  })
  it("secures a miner with collateral", () => {
    expect(of("collateral")).toMatchObject({
      ready: [true, true],
      success: true,
      events: expect.arrayContaining(["SubtensorModule.CollateralLocked"]),
      locked: 2 * tao,
      held: true,
      refused: "StakeUnavailable",
      floor: [true, tao],
      read: { coldkey: bob, netuid: 2, locked_alpha: 2 * tao, min_locked_alpha: tao },
      stranger: "NonAssociatedColdKey",
    })
  })
  it("buys into a validator's basket, and claims root stake for it", () => {
    expect(of("basket")).toEqual({
      registered: true,
      unseated: "HotKeyNotRegisteredInSubNet",
      bought: [true, 20 * tao],
      taken: 20 * tao,
      owed: 20 * tao,
      claimed: [true, 20 * tao],
      root: 20 * tao,
      left: 0,
    })
  })
  it("does not trade a basket where that is off, is another's, or beyond the guarded price", () => {
    expect(of("trade_basket")).toEqual({
      refill: true,
      off: "BasketTradingDisabled",
      enabled: true,
      stranger: "NonAssociatedColdKey",
      swap: "SlippageTooHigh",
      holdings: [{ netuid: 0, alpha: 20 * tao, value_tao: 20 * tao }],
    })
  })
}

interface Dividends {
  readonly paid: readonly (readonly [contributor: string, alpha: number])[]
  readonly gained: readonly [number, number, number]
}

function lease(of: Scenario["of"]) {
  it("opens a crowdloan with a deposit", () => {
    expect(of("create")).toMatchObject({
      success: true,
      events: expect.arrayContaining(["Crowdloan.Created"]),
      raised: 200 * tao,
      funds: 200 * tao,
      taken: 200 * tao,
      short: "BlockDurationTooShort",
      cheap: "DepositTooLow",
    })
  })
  it("takes contributions up to its cap, and gives them back before its end", () => {
    expect(of("contribute")).toEqual({
      early: "CapNotRaised",
      small: "ContributionTooLow",
      given: [true, true, true],
      back: true,
      accepted: 600 * tao,
      rows: { [bob]: 200, [charlie]: 1200, [alice]: 600 },
      full: "CapRaised",
      stranger: "InvalidOrigin",
      funds: 2000 * tao,
    })
  })
  it("becomes a leased subnet, and what was not needed goes back by share", () => {
    const { back, left, lease, ...made } = of("finalize") as {
      back: number[]
      left: number
      lease: unknown
    }
    expect(made).toMatchObject({
      success: true,
      events: expect.arrayContaining(["SubtensorModule.SubnetLeaseCreated", "Crowdloan.Finalized"]),
      owner: true,
      funds: 0,
      finalized: true,
      twice: "AlreadyFinalized",
      refund: "AlreadyFinalized",
    })
    expect(lease).toMatchObject({ beneficiary: bob, emissions_share: 50, end_block: 500, netuid: 3 })
    const [first, second, third] = back as [number, number, number]
    // A share is rounded down, and the part too.
    expect(0.6 * left - second).toBeLessThanOrEqual(1)
    expect(0.3 * left - third).toBeLessThanOrEqual(1)
    expect(first + second + third).toBe(left)
  })
  it("is run by its beneficiary, as far as the lease's proxy allows", () => {
    expect(of("operate")).toEqual({
      started: true,
      named: [true, "leased"],
      steal: "CallFiltered",
      direct: "BadOrigin",
    })
  })
  it("pays its contributors of the owner's cut", () => {
    const { paid, gained, ...rest } = of("dividends") as unknown as Dividends
    expect(rest).toEqual({ timed: true, waiting: expect.any(Number), left: 0, early: "LeaseHasNotEnded" })
    const total = paid.reduce((sum, [, alpha]) => sum + alpha, 0)
    expect(paid.map(([contributor]) => contributor)).toEqual([charlie, alice, bob])
    expect([paid[0]?.[1], paid[1]?.[1]]).toEqual([0.6, 0.3].map((share) => Math.ceil(total * share)))
    const [ofBob, ofCharlie, ofAlice] = gained
    for (const [i, one] of [ofCharlie, ofAlice, ofBob].entries())
      expect(one).toBeGreaterThanOrEqual(paid[i]?.[1] ?? Number.NaN)
  })
  it("belongs to the beneficiary after its end", () => {
    expect(of("terminate")).toEqual({
      stranger: "ExpectedBeneficiaryOrigin",
      foreign: "BeneficiaryDoesNotOwnHotkey",
      associated: true,
      success: true,
      event: { beneficiary: bob, netuid: 3 },
      owner: [bob, true],
      lease: null,
      proxies: { proxies: [], deposit: 0 },
      again: "LeaseDoesNotExist",
    })
  })
}
