/** What is expected of limit orders. */
import { expect, it } from "vitest"
import { rao, type Steps, tao } from "./steps.ts"

export function limitOrders(of: Steps) {
  it("buy and sell for who signed them, whoever sends them", () => {
    expect(of("buys")).toEqual({
      taken: rao(10 * tao),
      amountIn: rao(9.99 * tao),
      fee: rao(0.01 * tao),
      alpha: true,
      status: { fulfilled: null },
      again: "limitOrders.OrderAlreadyProcessed",
      failing: "limitOrders.OrderAlreadyProcessed",
    })
    expect(of("sells")).toEqual({
      sold: "0",
      amountIn: "0",
      gained: true,
      fee: true,
      status: { fulfilled: null },
    })
  })
  it("are skipped for what is wrong with them, and nothing is lost", () => {
    expect(of("refused")).toEqual({
      forged: "limitOrders.InvalidSignature",
      altered: "limitOrders.InvalidSignature",
      expired: "limitOrders.OrderExpired",
      dear: "limitOrders.PriceConditionNotMet",
      cheap: "limitOrders.PriceConditionNotMet",
      notStopped: "limitOrders.PriceConditionNotMet",
      otherChain: "limitOrders.ChainIdMismatch",
      otherRelayer: "limitOrders.RelayerMissMatch",
      root: "limitOrders.RootNetUidNotAllowed",
      slippage: "subtensorModule.SlippageTooHigh",
      poor: "subtensorModule.NotEnoughBalanceToStake",
      nothingLost: true,
    })
  })
  it("are cancelled by their signer", () => {
    expect(of("cancels")).toEqual({
      stranger: "limitOrders.Unauthorized",
      event: true,
      status: { cancelled: null },
      after: "limitOrders.OrderCancelled",
      again: "limitOrders.OrderAlreadyProcessed",
    })
  })
  it("are filled in parts", () => {
    expect(of("partial")).toEqual({
      filled: [rao(tao), rao(3 * tao)],
      statuses: [{ partiallyFilled: tao }, { fulfilled: null }],
      tooMuch: "limitOrders.IncorrectPartialFillAmount",
      taken: rao(4 * tao),
    })
  })
  it("meet in a batch", () => {
    expect(of("batched")).toEqual({
      staked: null,
      error: null,
      count: 2,
      taken: rao(2 * tao),
      bought: true,
      sold: "0",
      paid: true,
      statuses: [{ fulfilled: null }, { fulfilled: null }],
      twice: "limitOrders.OrderAlreadyProcessed",
      sameTwice: "limitOrders.DuplicateOrderInBatch",
    })
  })
  it("are switched off and on by root", () => {
    expect(of("switchedOff")).toEqual({
      off: "Ok",
      refusedNow: "limitOrders.LimitOrdersDisabled",
      on: "Ok",
      stranger: "BadOrigin",
    })
  })
}
