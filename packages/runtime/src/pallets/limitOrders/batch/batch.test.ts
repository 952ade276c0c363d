import { noneOrigin, rootOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { freeBalance } from "../../balances/currency.ts"
import { storage as subtensor } from "../../subtensor/schema.ts"
import { stakeOf } from "../../subtensor/staking/stake.ts"
import { potAccount, potHotkey } from "../accounts.ts"
import {
  account,
  ann,
  ben,
  bookErrors,
  buyOrder,
  carol,
  feeTaker,
  hotkeyOf,
  netuid,
  openOrders,
  orderOf,
  relayer,
  sellOrder,
  signed,
  TAO,
  users,
} from "../limitOrders.testkit.ts"
import { orderId } from "../order.ts"
import { calls, storage } from "../schema.ts"
import type { OrderV2 } from "../types.ts"
import { inAlpha, inTao, netting } from "./netting.ts"

let kit: ReturnType<typeof openOrders>
let state: State
beforeEach(() => {
  kit = openOrders()
  state = kit.state
})
const idOf = (value: OrderV2) => orderId({ type: "V2", value })
const stake = (user: (typeof users)[number]) => stakeOf(state, hotkeyOf(user), user.account, netuid)
const tao = (user: (typeof users)[number]) => freeBalance(state, user.account)
const pot = () => ({
  tao: freeBalance(state, potAccount(state)),
  alpha: stakeOf(state, potHotkey(state), potAccount(state), netuid),
})
const values = () => new Map(kit.takeValues() as [string, never][])

describe("netting", () => {
  const price = U64F64.fromRatio(1, 2)

  it("sends to the pool what one side wants more than the other", () => {
    expect(netting(100n, 50n, price)).toMatchObject({ side: "Buy", sellsInTao: 25n, rest: 75n })
    expect(netting(100n, 200n, price)).toMatchObject({ side: "Buy", rest: 0n })
    expect(netting(100n, 250n, price)).toMatchObject({ side: "Sell", buysInAlpha: 200n, rest: 50n })
  })

  it("floors, saturates, and says where there is no number", () => {
    expect(inTao(3n, price)).toBe(1n)
    expect(inTao(2n ** 70n, U64F64.ONE)).toBe(2n ** 64n - 1n)
    expect(inAlpha(5n, 0n)).toBe(0n)
    expect(() => inAlpha(2n ** 63n, 1n)).toThrow("ArithmeticOverflow")
  })
})

describe("a batch in which buyers want more", () => {
  it("trades the rest, and pays everybody the same price", () => {
    const buys = [orderOf(ann, buyOrder, { tao: 100n }), orderOf(ben, buyOrder, { tao: 50n })]
    const sale = orderOf(carol, sellOrder, { tao: 100n, fee_rate: 100_000_000 })
    const before = { ann: stake(ann), ben: stake(ben), carol: tao(carol) }
    const batch = [signed(ann, buys[0]!), signed(carol, sale), signed(ben, buys[1]!)]
    expect(kit.batch(batch)).toBe("ok")
    const seen = values()
    // 150 TAO against 100 alpha at 0.5: 100 TAO go to the pool.
    const summary = seen.get("GroupExecutionSummary") as { actual_out?: bigint } | undefined
    expect(summary).toMatchObject({ netuid, net_side: "Buy", net_amount: 100n * TAO, executed_count: 3 })
    const bought = 100n * TAO + (summary?.actual_out ?? 0n)
    const got = { ann: stake(ann) - before.ann, ben: stake(ben) - before.ben }
    expect([got.ann, got.ben]).toEqual([(bought * 2n) / 3n, bought / 3n])
    expect(tao(carol) - before.carol).toBe(45n * TAO)
    expect(freeBalance(state, feeTaker)).toBe(5n * TAO)
    expect(buys.concat(sale).every((order) => storage.Orders.has(state, idOf(order)))).toBe(true)
    expect(pot().tao).toBe(0n)
    expect(pot().alpha < 3n).toBe(true)
    expect(subtensor.LastColdkeyHotkeyStakeBlock.get(state, ann.account, hotkeyOf(ann))).toBe(10n)
    expect(bookErrors(state)).toEqual([])
  })

  it("tells of purchases with their fees", () => {
    const order = orderOf(ann, buyOrder, { tao: 100n, fee_rate: 100_000_000, has_linked_order: true })
    const before = stake(ann)
    expect(kit.batch([signed(ann, order)])).toBe("ok")
    expect(kit.takeValues().map(([name]) => name)).toEqual([
      "LinkedOutputRecorded",
      "OrderExecuted",
      "GroupExecutionSummary",
    ])
    expect(storage.LinkedOutputs.get(state, idOf(order))).toMatchObject({ total: stake(ann) - before })
    expect(freeBalance(state, feeTaker)).toBe(10n * TAO)
  })
})

describe("a batch in which sellers want more", () => {
  it("trades the rest, and pays everybody the same price", () => {
    const sales = [orderOf(ann, sellOrder, { tao: 300n }), orderOf(ben, sellOrder, { tao: 100n })]
    const buy = orderOf(carol, buyOrder, { tao: 50n })
    const before = { ann: tao(ann), ben: tao(ben), carol: stake(carol) }
    expect(kit.batch([signed(carol, buy), signed(ann, sales[0]!), signed(ben, sales[1]!)])).toBe("ok")
    const summary = values().get("GroupExecutionSummary") as { actual_out?: bigint } | undefined
    expect(summary).toMatchObject({ net_side: "Sell", net_amount: 300n * TAO })
    expect(stake(carol) - before.carol).toBe(100n * TAO)
    const sold = 50n * TAO + (summary?.actual_out ?? 0n)
    expect([tao(ann) - before.ann, tao(ben) - before.ben]).toEqual([(sold * 3n) / 4n, sold / 4n])
    expect(pot().tao < 3n).toBe(true)
    expect(bookErrors(state)).toEqual([])
  })
})

it("a batch that cancels out leaves the pool alone", () => {
  const reserves = () => [subtensor.SubnetTAO.get(state, netuid), subtensor.SubnetAlphaIn.get(state, netuid)]
  const before = reserves()
  const batch = [
    signed(ann, orderOf(ann, buyOrder, { tao: 50n })),
    signed(ben, orderOf(ben, sellOrder, { tao: 100n })),
  ]
  expect(kit.batch(batch)).toBe("ok")
  expect(reserves()).toEqual(before)
  expect(values().get("GroupExecutionSummary")).toMatchObject({ net_amount: 0n, actual_out: 0n })
})

describe("a batch fails as a whole", () => {
  const good = orderOf(ann, buyOrder, { tao: 100n })
  const refused = (reason: string, ...orders: Parameters<typeof kit.batch>[0]) => {
    const before = users.map((user) => [tao(user), stake(user)])
    expect(kit.batch(orders)).toBe(reason)
    expect(kit.takeEvents()).toEqual([])
    expect(users.map((user) => [tao(user), stake(user)])).toEqual(before)
    expect([...storage.Orders.keys(state)]).toEqual([])
  }

  it("for what is wrong with any order", () => {
    refused("LimitOrders.DuplicateOrderInBatch", signed(ann, good), signed(ann, good))
    const elsewhere = orderOf(ann, buyOrder, { netuid: 6 })
    refused("LimitOrders.OrderNetUidMismatch", signed(ann, good), signed(ann, elsewhere))
    const late = orderOf(ben, buyOrder, { expiry: 0n })
    refused("LimitOrders.OrderExpired", signed(ann, good), signed(ben, late))
    refused("SubtensorModule.InsufficientTaoBalance", signed(ben, orderOf(ben, buyOrder, { tao: 1001n })))
  })

  it("for stake that can not be collected", () => {
    const sale = (change: Parameters<typeof orderOf>[2]) => signed(ben, orderOf(ben, sellOrder, change))
    refused("SubtensorModule.HotKeyAccountNotExists", signed(ann, good), sale({ hotkey: account(77) }))
    refused("SubtensorModule.AmountTooLow", signed(ann, good), sale({ amount: { type: "Fixed", value: 9n } }))
    refused("SubtensorModule.StakeUnavailable", signed(ann, good), sale({ tao: 1001n }))
    refused("SubtensorModule.NotEnoughStakeToWithdraw", signed(ann, good), sale({ hotkey: hotkeyOf(ann) }))
    subtensor.SubtokenEnabled.set(state, netuid, false)
    refused("SubtensorModule.SubtokenDisabled", signed(ann, good))
  })

  it("for a share of nothing", () => {
    const nothing = orderOf(ben, buyOrder, { amount: { type: "Fixed", value: 0n } })
    refused("LimitOrders.ZeroShareInBatch", signed(ann, good), signed(ben, nothing))
    const allFee = orderOf(ben, sellOrder, { fee_rate: 1_000_000_000 })
    refused("LimitOrders.ZeroShareInBatch", signed(ann, good), signed(ben, allFee))
  })

  it("for the strictest limit of its side", () => {
    const strict = orderOf(ben, buyOrder, { tao: 5n, limit_price: TAO / 2n, max_slippage: 1_000_000 })
    refused("SubtensorModule.SlippageTooHigh", signed(ann, good), signed(ben, strict))
  })

  it("for an order linked to another of the same batch, or to a used output", () => {
    const first = orderOf(ann, buyOrder, { tao: 10n, has_linked_order: true })
    const amount = { type: "LinkedPercentage", value: { provider: idOf(first), pct: 400_000_000 } } as const
    const linked = (expiry: bigint) => signed(ann, orderOf(ann, sellOrder, { amount, expiry }))
    refused("LimitOrders.NoLinkedOutput", signed(ann, first), linked(10n ** 9n))
    expect(kit.execute([signed(ann, first)])).toBe("ok")
    expect(kit.batch([linked(10n ** 9n), linked(10n ** 10n)])).toBe("LimitOrders.NoLinkedOutput")
    expect(kit.batch([linked(10n ** 9n)])).toBe("ok")
  })

  it("for root, and while orders are off", () => {
    expect(kit.batch([], 0)).toBe("LimitOrders.RootNetUidNotAllowed")
    expect([kit.batch([]), kit.takeEvents()]).toEqual(["ok", []])
    const call = calls.execute_batched_orders.make({ netuid, orders: [] })
    for (const origin of [rootOrigin, noneOrigin]) expect(kit.as(origin, call)).toBe("BadOrigin")
    storage.LimitOrdersEnabled.set(state, false)
    expect(kit.batch([], 0)).toBe("LimitOrders.LimitOrdersDisabled")
  })
})

it("fees go to each recipient once, sellers' first", () => {
  const [other, fee_rate] = [account(52), 10_000_000]
  const batch = [
    signed(ann, orderOf(ann, buyOrder, { tao: 100n, fee_rate })),
    signed(ben, orderOf(ben, buyOrder, { tao: 100n, fee_rate, fee_recipient: other })),
    signed(carol, orderOf(carol, sellOrder, { tao: 100n, fee_rate, fee_recipient: other })),
  ]
  expect(kit.batch(batch)).toBe("ok")
  const paid = state.events
    .map(({ event }) => event.value)
    .filter(({ type }) => type === "Transfer")
    .map(({ value }) => value as { from: Hex; to: Hex; amount: bigint })
    .filter(({ to }) => to === other || to === feeTaker)
  expect(paid.map(({ to }) => to)).toEqual([other, feeTaker])
  expect([freeBalance(state, feeTaker), freeBalance(state, other)]).toEqual([TAO, TAO + TAO / 2n])
})

it("a part of an order can be in a batch", () => {
  const parts = orderOf(ann, buyOrder, { tao: 100n, relayer: [relayer], partial_fills_enabled: true })
  expect(kit.batch([signed(ann, parts, 40n * TAO)])).toBe("ok")
  expect(storage.Orders.get(state, idOf(parts))).toEqual({ type: "PartiallyFilled", value: 40n * TAO })
})

const existentialDeposit = 500n

it("neither TAO nor alpha is made or lost, however a batch is mixed, and only dust stays in the pot", () => {
  const amount = fc.bigInt(1n, 300n)
  const order = fc.tuple(fc.constantFrom(...users), fc.boolean(), amount, fc.nat(50_000_000))
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 6 }), fc.boolean(), (list, together) => {
      kit = openOrders()
      state = kit.state
      const orders = list.map(([user, buys, value, fee_rate], i) =>
        signed(
          user,
          orderOf(user, buys ? buyOrder : sellOrder, { tao: value, fee_rate, expiry: 10n ** 9n + BigInt(i) }),
        ),
      )
      const verdict = together ? kit.batch(orders) : kit.execute(orders, false)
      expect(bookErrors(state)).toEqual([])
      const left = pot()
      const dust = BigInt(list.length) + 1n
      // A pot that buys keeps its existential deposit, as every payer to a subnet does; only the payment of a fee may end it.
      const freeOfFees = together && list.every(([, , , fee_rate]) => fee_rate === 0)
      const lives = freeOfFees && left.tao === existentialDeposit
      expect((left.tao <= dust || lives) && left.alpha <= dust).toBe(true)
      if (verdict !== "ok") expect([...storage.Orders.keys(state)]).toEqual([])
    }),
    { numRuns: 40, examples: [[[[users[0]!, true, 1n, 0]], true]] },
  )
})
