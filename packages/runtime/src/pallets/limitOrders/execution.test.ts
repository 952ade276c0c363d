import { noneOrigin, rootOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { beforeEach, describe, expect, it } from "vitest"
import { freeBalance } from "../balances/currency.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { stakeOf } from "../subtensor/staking/stake.ts"
import { currentAlphaPriceRao } from "../swap/pool.ts"
import { storage as timestamp } from "../timestamp/schema.ts"
import { potAccount, potHotkey } from "./accounts.ts"
import {
  account,
  ann,
  ben,
  bookErrors,
  buyOrder,
  feeTaker,
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
import { calls, constants, storage } from "./schema.ts"
import type { OrderV2 } from "./types.ts"

let kit: ReturnType<typeof openOrders>
let state: State
beforeEach(() => {
  kit = openOrders()
  state = kit.state
})
const idOf = (value: OrderV2) => orderId({ type: "V2", value })
const stake = () => stakeOf(state, hotkeyOf(ann), ann.account, netuid)
const submit = (order: OrderV2, partial?: bigint) => kit.execute([signed(ann, order, partial)])
const tenPercent = 100_000_000

describe("a purchase", () => {
  it("pays its fee first and stakes the rest", () => {
    const [tao, alpha] = [freeBalance(state, ann.account), stake()]
    const order = orderOf(ann, buyOrder, { fee_rate: tenPercent })
    expect(submit(order)).toBe("ok")
    const bought = stake() - alpha
    expect(tao - freeBalance(state, ann.account)).toBe(10n * TAO)
    expect(freeBalance(state, feeTaker)).toBe(TAO)
    expect(bought > 17n * TAO && bought < 18n * TAO).toBe(true)
    expect(storage.Orders.get(state, idOf(order))).toEqual({ type: "Fulfilled" })
    expect(kit.takeValues()).toEqual([
      [
        "OrderExecuted",
        {
          order_id: idOf(order),
          signer: ann.account,
          netuid,
          order_type: "LimitBuy",
          amount_in: 9n * TAO,
          amount_out: bought,
        },
      ],
    ])
    expect(bookErrors(state)).toEqual([])
    expect(submit(order)).toBe("LimitOrders.OrderAlreadyProcessed")
  })

  it("is checked as stakers' own calls are, in this order", () => {
    const buy = (change: Partial<OrderV2>) =>
      submit(orderOf(ann, buyOrder, { relayer: [relayer], ...change }))
    const none = { amount: { type: "Fixed", value: 1n }, hotkey: account(77) } as const
    expect(buy({ ...none, netuid: 9 })).toBe("SubtensorModule.SubnetNotExists")
    subtensor.SubtokenEnabled.set(state, netuid, false)
    expect(buy(none)).toBe("SubtensorModule.SubtokenDisabled")
    subtensor.SubtokenEnabled.set(state, netuid, true)
    expect(buy(none)).toBe("SubtensorModule.HotKeyAccountNotExists")
    expect(buy({ amount: none.amount })).toBe("SubtensorModule.AmountTooLow")
    expect(buy({ amount: { type: "Fixed", value: 1001n * TAO } })).toBe(
      "SubtensorModule.NotEnoughBalanceToStake",
    )
    expect(bookErrors(state)).toEqual([])
  })

  it("is filled whole within its slippage, or not at all", () => {
    const order = orderOf(ann, buyOrder, { tao: 500n, limit_price: TAO / 2n, max_slippage: 1_000_000 })
    expect(submit(order)).toBe("SubtensorModule.SlippageTooHigh")
    expect(submit({ ...order, max_slippage: tenPercent * 2 })).toBe("ok")
    expect(currentAlphaPriceRao(state, netuid) > TAO / 2n).toBe(true)
  })

  it("fails whole where its fee can not be paid: nobody comes to life with less than the existential deposit", () => {
    const before = stake()
    expect(submit(orderOf(ann, buyOrder, { tao: 100n, fee_rate: 1 }))).toBe("Token.BelowMinimum")
    expect([stake(), freeBalance(state, ann.account)]).toEqual([before, 1000n * TAO])
  })
})

describe("a sale", () => {
  it("pays its fee out of what it gets", () => {
    const tao = freeBalance(state, ann.account)
    const order = orderOf(ann, sellOrder, { tao: 100n, fee_rate: tenPercent })
    expect(submit(order)).toBe("ok")
    const [got, fee] = [freeBalance(state, ann.account) - tao, freeBalance(state, feeTaker)]
    expect(fee).toBe((got + fee) / 10n)
    expect(stake()).toBe(900n * TAO)
    expect(kit.takeValues().at(-1)?.[1]).toMatchObject({ amount_in: 100n * TAO, amount_out: got })
    expect(bookErrors(state)).toEqual([])
  })

  it("is checked as remove_stake is", () => {
    expect(submit(orderOf(ann, sellOrder, { tao: 1001n }))).toBe("SubtensorModule.NotEnoughStakeToWithdraw")
    expect(submit(orderOf(ann, sellOrder, { tao: 0n }))).toBe("SubtensorModule.AmountTooLow")
    expect(submit(orderOf(ann, sellOrder, { netuid: 9 }))).toBe("SubtensorModule.SubnetNotExists")
    const floor = { tao: 900n, limit_price: TAO / 2n, max_slippage: 1_000_000 }
    expect(submit(orderOf(ann, sellOrder, floor))).toBe("SubtensorModule.SlippageTooHigh")
  })
})

describe("outside the market", () => {
  it("alpha is bought and sold 1:1", () => {
    subtensor.SubnetMechanism.set(state, netuid, 0)
    const before = stake()
    expect(submit(buyOrder)).toBe("ok")
    expect(stake() - before).toBe(10n * TAO)
    expect(submit(orderOf(ann, sellOrder, { tao: 4n }))).toBe("ok")
    expect(stake() - before).toBe(6n * TAO)
  })
})

describe("execute_orders", () => {
  const good = orderOf(ben, buyOrder)
  const late = orderOf(ann, buyOrder, { expiry: 0n })

  it("skips what fails and tells why", () => {
    expect(kit.execute([signed(ann, late), signed(ben, good)], false)).toBe("ok")
    const [skipped, done] = kit.takeValues()
    expect(skipped).toEqual([
      "OrderSkipped",
      {
        order_id: idOf(late),
        reason: { type: "Module", value: { index: 32, error: Uint8Array.of(3, 0, 0, 0) } },
      },
    ])
    expect(done?.[0]).toBe("OrderExecuted")
  })

  it("fails as a whole where that is asked for", () => {
    expect(kit.execute([signed(ben, good), signed(ann, late)], true)).toBe("LimitOrders.OrderExpired")
    expect([storage.Orders.has(state, idOf(good)), kit.takeEvents()]).toEqual([false, []])
  })

  it("chains orders of one call: the second sells what the first has bought", () => {
    const first = orderOf(ann, buyOrder, { has_linked_order: true })
    const amount = { type: "LinkedPercentage", value: { provider: idOf(first), pct: 1_000_000_000 } } as const
    const second = orderOf(ann, sellOrder, { amount, has_linked_order: true })
    const before = stake()
    expect(kit.execute([signed(ann, first), signed(ann, second)])).toBe("ok")
    expect(kit.takeValues().map(([name]) => name)).toEqual([
      "LinkedOutputRecorded",
      "OrderExecuted",
      "LinkedOutputConsumed",
      "LinkedOutputRecorded",
      "OrderExecuted",
    ])
    expect(stake()).toBe(before)
    expect(storage.LinkedOutputs.has(state, idOf(first))).toBe(false)
    expect(storage.LinkedOutputs.get(state, idOf(second))).toMatchObject({
      signer: ann.account,
      asset: { type: "Tao" },
      expires_at: NOW + 604_800_000n,
    })
    expect(bookErrors(state)).toEqual([])
  })

  it("is for signers, while orders are on", () => {
    const call = calls.execute_orders.make({ orders: [], should_fail: true })
    for (const origin of [rootOrigin, noneOrigin]) expect(kit.as(origin, call)).toBe("BadOrigin")
    expect(kit.run(relayer, call)).toBe("ok")
    storage.LimitOrdersEnabled.set(state, false)
    expect(kit.run(relayer, call)).toBe("LimitOrders.LimitOrdersDisabled")
  })

  it("costs by the order", () => {
    const weight = (count: number) =>
      state.dispatcher.info(
        calls.execute_orders.make({ orders: Array(count).fill(signed(ann, buyOrder)), should_fail: true }),
      ).weight.ref_time
    expect(weight(3) - weight(2)).toBe(520_180_782n + 11n * 25_000_000n + 7n * 100_000_000n)
  })
})

describe("cancel_order", () => {
  const cancel = (who = ann.account) =>
    kit.run(who, calls.cancel_order.make({ order: { type: "V2", value: buyOrder } }))

  it("makes an order worthless, without a signature and while orders are off", () => {
    storage.LimitOrdersEnabled.set(state, false)
    expect(cancel(ben.account)).toBe("LimitOrders.Unauthorized")
    expect(cancel()).toBe("ok")
    expect(kit.takeEvents()).toEqual(["LimitOrders.OrderCancelled"])
    expect(cancel()).toBe("LimitOrders.OrderAlreadyProcessed")
    storage.LimitOrdersEnabled.set(state, true)
    expect(submit(buyOrder)).toBe("LimitOrders.OrderCancelled")
    const call = calls.cancel_order.make({ order: { type: "V2", value: buyOrder } })
    expect(kit.as(rootOrigin, call)).toBe("BadOrigin")
  })

  it("comes too late for one that is filled in part", () => {
    storage.Orders.set(state, idOf(buyOrder), { type: "PartiallyFilled", value: 1n })
    expect(cancel()).toBe("LimitOrders.OrderAlreadyProcessed")
  })
})

describe("set_pallet_status", () => {
  const set = (enabled: boolean) => kit.as(rootOrigin, calls.set_pallet_status.make({ enabled }))

  it("is root's, and needs the pot's hotkey to turn orders on", () => {
    expect(kit.run(ann.account, calls.set_pallet_status.make({ enabled: false }))).toBe("BadOrigin")
    expect(set(false)).toBe("ok")
    expect(kit.takeEvents()).toEqual(["LimitOrders.LimitOrdersPalletStatusChanged"])
    expect(storage.LimitOrdersEnabled.get(state)).toBe(false)
    expect(set(true)).toBe("ok")
    subtensor.Owner.set(state, potHotkey(state), account(1))
    expect(set(true)).toBe("LimitOrders.PalletHotkeyNotRegistered")
    expect(set(false)).toBe("ok")
  })
})

describe("prune_linked_output", () => {
  const order_id = account(0xcc)
  const prune = (who = ann.account) => kit.run(who, calls.prune_linked_output.make({ order_id }))
  beforeEach(() =>
    storage.LinkedOutputs.set(state, order_id, {
      signer: ann.account,
      asset: { type: "Tao" },
      total: 7n,
      expires_at: NOW,
    }),
  )

  it("is the signer's at any time", () => {
    storage.LimitOrdersEnabled.set(state, false)
    expect(prune(ben.account)).toBe("LimitOrders.LinkedOutputNotPrunable")
    expect(prune()).toBe("ok")
    expect(kit.takeValues()).toEqual([["LinkedOutputPruned", { order_id, total: 7n }]])
    expect(prune()).toBe("LimitOrders.NoLinkedOutput")
  })

  it("is anybody's once it has expired", () => {
    timestamp.Now.set(state, NOW + 1n)
    expect(prune(ben.account)).toBe("ok")
    expect(kit.as(rootOrigin, calls.prune_linked_output.make({ order_id }))).toBe("BadOrigin")
  })
})

it("a new chain has orders on, and the hotkey that batches stake on", () => {
  const pot = potAccount(state)
  expect(pot).toBe(`0x6d6f646c62742f6c696d6974${"0".repeat(40)}`)
  expect([subtensor.Owner.get(state, potHotkey(state)), subtensor.OwnedHotkeys.get(state, pot)]).toEqual([
    pot,
    [constants.PalletHotkey.get(state)],
  ])
  expect(storage.LimitOrdersEnabled.get(state)).toBe(true)
})
