import type { State } from "@taonet/frame/state"
import { beforeEach, describe, expect, it } from "vitest"
import { storage as evmChainId } from "../evmChainId/schema.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { storage as timestamp } from "../timestamp/schema.ts"
import {
  account,
  ann,
  ben,
  buyOrder,
  hotkeyOf,
  NOW,
  netuid,
  openOrders,
  orderOf,
  relayer,
  sellOrder,
  signed,
  TAO,
} from "./limitOrders.testkit.ts"
import { orderId } from "./order.ts"
import { storage } from "./schema.ts"
import type { LinkedOutput, OrderStatus, OrderV2 } from "./types.ts"

let kit: ReturnType<typeof openOrders>
let state: State
beforeEach(() => {
  kit = openOrders()
  state = kit.state
})
const submit = (order: OrderV2, partial?: bigint) => kit.execute([signed(ann, order, partial)])
const buyWith = (change: Partial<OrderV2>) => orderOf(ann, buyOrder, change)
const setStatus = (order: OrderV2, status: OrderStatus) =>
  storage.Orders.set(state, orderId({ type: "V2", value: order }), status)

describe("an order is refused", () => {
  it("for the first thing that is wrong with it", () => {
    const wrong = buyWith({ netuid: 0, chain_id: 1n, expiry: NOW - 1n, limit_price: 1n, relayer: [] })
    expect(kit.execute([signed(ben, wrong)])).toBe("LimitOrders.RootNetUidNotAllowed")
    const chain = { ...wrong, netuid }
    expect(kit.execute([signed(ben, chain)])).toBe("LimitOrders.ChainIdMismatch")
    const signature = { ...chain, chain_id: 42n }
    subtensor.ColdkeySwapAnnouncements.set(state, ann.account, [5, account(8)])
    expect(kit.execute([signed(ben, signature)])).toBe("LimitOrders.InvalidSignature")
    setStatus(signature, { type: "Fulfilled" })
    expect(submit(signature)).toBe("LimitOrders.OrderSignerFrozen")
    subtensor.ColdkeySwapAnnouncements.delete(state, ann.account)
    subtensor.ColdkeySwapDisputes.set(state, ann.account, 5)
    expect(submit(signature)).toBe("LimitOrders.OrderSignerFrozen")
    subtensor.ColdkeySwapDisputes.delete(state, ann.account)
    expect(submit(signature)).toBe("LimitOrders.OrderAlreadyProcessed")
    setStatus(signature, { type: "Cancelled" })
    expect(submit(signature)).toBe("LimitOrders.OrderCancelled")
    const expired = { ...signature, fee_rate: 1 }
    expect(submit(expired)).toBe("LimitOrders.OrderExpired")
    const price = { ...expired, expiry: NOW }
    expect(submit(price)).toBe("LimitOrders.PriceConditionNotMet")
    expect(submit({ ...price, limit_price: TAO })).toBe("LimitOrders.RelayerMissMatch")
    expect(kit.takeEvents()).toEqual([])
  })

  it("for the chain's own id", () => {
    evmChainId.ChainId.set(state, 43n)
    expect(submit(buyOrder)).toBe("LimitOrders.ChainIdMismatch")
  })

  it("while the price, 0.5, is on the wrong side of its limit", () => {
    const half = TAO / 2n
    const cases = [
      ["LimitBuy", half, "ok"],
      ["LimitBuy", half - 1n, "LimitOrders.PriceConditionNotMet"],
      ["StopLoss", half - 1n, "LimitOrders.PriceConditionNotMet"],
      ["TakeProfit", half + 1n, "LimitOrders.PriceConditionNotMet"],
    ] as const
    for (const [order_type, limit_price, expected] of cases) {
      kit = openOrders()
      state = kit.state
      expect(submit(buyWith({ order_type, limit_price }))).toBe(expected)
    }
  })

  it("by relayers that it does not name", () => {
    const order = buyWith({ relayer: [account(1), relayer] })
    expect(kit.execute([signed(ann, order)], true, ben.account)).toBe("LimitOrders.RelayerMissMatch")
    expect(submit(order)).toBe("ok")
  })
})

describe("an order that is linked", () => {
  const provider = account(0xaa)
  const output: LinkedOutput = {
    signer: ann.account,
    asset: { type: "Alpha", value: { netuid, hotkey: hotkeyOf(ann) } },
    total: 100n * TAO,
    expires_at: NOW,
  }
  const linked = (change: Partial<OrderV2> = {}, pct = 500_000_000) =>
    orderOf(ann, sellOrder, {
      amount: { type: "LinkedPercentage", value: { provider, pct } },
      expiry: 10n ** 15n,
      ...change,
    })
  const record = (change: Partial<LinkedOutput> = {}) =>
    storage.LinkedOutputs.set(state, provider, { ...output, ...change })

  it("needs an output of its own signer and asset, in time, and more than nothing of it", () => {
    expect(submit(linked())).toBe("LimitOrders.NoLinkedOutput")
    record({ signer: ben.account })
    expect(submit(linked())).toBe("LimitOrders.LinkedOutputSignerMismatch")
    for (const asset of [
      { type: "Tao" },
      { type: "Alpha", value: { netuid: 6, hotkey: hotkeyOf(ann) } },
      { type: "Alpha", value: { netuid, hotkey: hotkeyOf(ben) } },
    ] as const) {
      record({ asset })
      expect(submit(linked())).toBe("LimitOrders.LinkedOutputAssetMismatch")
    }
    record()
    expect(submit(linked({ order_type: "LimitBuy", limit_price: TAO }))).toBe(
      "LimitOrders.LinkedOutputAssetMismatch",
    )
    timestamp.Now.set(state, NOW + 1n)
    expect(submit(linked())).toBe("LimitOrders.LinkedOutputExpired")
    record({ total: 1n, expires_at: NOW + 1n })
    expect(submit(linked())).toBe("LimitOrders.LinkedAmountResolvedToZero")
  })

  it("trades its part once, and the rest can not be drawn", () => {
    record()
    const order = linked()
    expect(submit(order)).toBe("ok")
    const consumer = orderId({ type: "V2", value: order })
    const [consumed, executed] = kit.takeValues()
    expect(consumed).toEqual([
      "LinkedOutputConsumed",
      { provider, consumer, amount: 50n * TAO, undrawn: 50n * TAO },
    ])
    expect(executed?.[1]).toMatchObject({ amount_in: 50n * TAO })
    expect(storage.LinkedOutputs.has(state, provider)).toBe(false)
    expect(submit(linked({}, 1))).toBe("LimitOrders.NoLinkedOutput")
  })

  it("leaves the output where its trade fails", () => {
    record({ total: 5000n * TAO })
    expect(submit(linked())).toBe("SubtensorModule.NotEnoughStakeToWithdraw")
    expect(storage.LinkedOutputs.has(state, provider)).toBe(true)
  })

  it("is not filled in part", () => {
    record()
    expect(submit(linked(), 1n)).toBe("LimitOrders.PartialFillNotSupportedForLinkedAmount")
  })
})

describe("a part of an order", () => {
  const parts = buyWith({ relayer: [relayer], partial_fills_enabled: true })

  it("is for orders that allow it, in this order of checks", () => {
    const provider = buyWith({ has_linked_order: true })
    expect(submit(provider, 0n)).toBe("LimitOrders.PartialFillNotSupportedForProvider")
    expect(submit(buyOrder, 0n)).toBe("LimitOrders.RelayerRequiredForPartialFill")
    expect(submit(buyWith({ relayer: [relayer] }), 0n)).toBe("LimitOrders.PartialFillsNotEnabled")
    expect(submit(parts, 0n)).toBe("LimitOrders.IncorrectPartialFillAmount")
    expect(submit(parts, 10n * TAO + 1n)).toBe("LimitOrders.IncorrectPartialFillAmount")
  })

  it("adds up to the whole, and no more", () => {
    const id = orderId({ type: "V2", value: parts })
    expect(submit(parts, 4n * TAO)).toBe("ok")
    expect(storage.Orders.get(state, id)).toEqual({ type: "PartiallyFilled", value: 4n * TAO })
    expect(submit(parts)).toBe("LimitOrders.IncorrectPartialFillAmount")
    expect(submit(parts, 6n * TAO + 1n)).toBe("LimitOrders.IncorrectPartialFillAmount")
    expect(submit(parts, TAO)).toBe("ok")
    expect(submit(parts, 5n * TAO)).toBe("ok")
    expect(storage.Orders.get(state, id)).toEqual({ type: "Fulfilled" })
    expect(submit(parts, 1n)).toBe("LimitOrders.OrderAlreadyProcessed")
  })
})
