import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { expectRefusal, type Refusal, testRefusals } from "../../refusals.testkit.ts"
import type { TestChain } from "../../testKit.ts"
import { storage as evmChainId } from "../evmChainId/schema.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { storage as timestamp } from "../timestamp/schema.ts"
import { potHotkey } from "./accounts.ts"
import {
  account,
  ann,
  ben,
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
import { calls, storage } from "./schema.ts"
import type { LinkedOutput, OrderStatus, OrderV2, SignedOrder } from "./types.ts"

const open = () => openOrders().chain
const single = (...orders: SignedOrder[]) => calls.execute_orders.make({ orders, should_fail: true })
const batch = (orders: SignedOrder[], on = netuid) =>
  calls.execute_batched_orders.make({ netuid: on, orders })
const idOf = (value: OrderV2): Hex => orderId({ type: "V2", value })
const buy = (change: Parameters<typeof orderOf>[2] = {}) => orderOf(ann, buyOrder, change)
const sale = (change: Parameters<typeof orderOf>[2] = {}) => orderOf(ann, sellOrder, change)
/** An order that is good; what is wrong with another must undo it too. */
const good = signed(ben, orderOf(ben, buyOrder, { tao: 3n }))

interface Wrong {
  readonly error: string
  readonly when: string
  readonly order: OrderV2
  readonly partial?: bigint
  readonly by?: typeof ann
  readonly on?: number
  arrange?(state: State): void
}

const provider = account(0xaa)
const output: LinkedOutput = {
  signer: ann.account,
  asset: { type: "Alpha", value: { netuid, hotkey: hotkeyOf(ann) } },
  total: 100n * TAO,
  expires_at: NOW,
}
const linked = sale({
  amount: { type: "LinkedPercentage", value: { provider, pct: 500_000_000 } },
  expiry: 10n ** 15n,
})
const recorded =
  (change: Partial<LinkedOutput> = {}) =>
  (state: State): void =>
    storage.LinkedOutputs.set(state, provider, { ...output, ...change })
const status = (order: OrderV2, value: OrderStatus) => (state: State) =>
  storage.Orders.set(state, idOf(order), value)
const parts = buy({ relayer: [relayer], partial_fills_enabled: true })

const wrongOrders: readonly Wrong[] = [
  { error: "RootNetUidNotAllowed", when: "for root's subnet", order: buy({ netuid: 0 }), on: 0 },
  { error: "ChainIdMismatch", when: "of another chain", order: buy({ chain_id: 43n }) },
  { error: "InvalidSignature", when: "signed by somebody else", order: buy(), by: ben },
  {
    error: "OrderSignerFrozen",
    when: "of who swaps its coldkey",
    order: buy(),
    arrange: (state) => subtensor.ColdkeySwapAnnouncements.set(state, ann.account, [5, account(8)]),
  },
  {
    error: "OrderSignerFrozen",
    when: "of who disputes a swap",
    order: buy(),
    arrange: (state) => subtensor.ColdkeySwapDisputes.set(state, ann.account, 5),
  },
  {
    error: "OrderAlreadyProcessed",
    when: "run before",
    order: buy(),
    arrange: status(buy(), { type: "Fulfilled" }),
  },
  {
    error: "OrderCancelled",
    when: "cancelled before",
    order: buy(),
    arrange: status(buy(), { type: "Cancelled" }),
  },
  { error: "OrderExpired", when: "too late", order: buy({ expiry: NOW - 1n }) },
  { error: "PriceConditionNotMet", when: "above its limit", order: buy({ limit_price: TAO / 2n - 1n }) },
  {
    error: "RelayerMissMatch",
    when: "by a relayer that it does not name",
    order: buy({ relayer: [account(9)] }),
  },
  { error: "NoLinkedOutput", when: "linked to nothing", order: linked },
  {
    error: "LinkedOutputSignerMismatch",
    when: "linked to another's output",
    order: linked,
    arrange: recorded({ signer: ben.account }),
  },
  {
    error: "LinkedOutputAssetMismatch",
    when: "linked to TAO",
    order: linked,
    arrange: recorded({ asset: { type: "Tao" } }),
  },
  {
    error: "LinkedOutputExpired",
    when: "linked to what expired",
    order: linked,
    arrange: recorded({ expires_at: NOW - 1n }),
  },
  {
    error: "LinkedAmountResolvedToZero",
    when: "linked to one rao",
    order: linked,
    arrange: recorded({ total: 1n }),
  },
  {
    error: "PartialFillNotSupportedForLinkedAmount",
    when: "linked, in part",
    order: linked,
    partial: 1n,
    arrange: recorded(),
  },
  {
    error: "PartialFillNotSupportedForProvider",
    when: "feeding another, in part",
    order: buy({ has_linked_order: true }),
    partial: 1n,
  },
  { error: "RelayerRequiredForPartialFill", when: "for any relayer, in part", order: buy(), partial: 1n },
  {
    error: "PartialFillsNotEnabled",
    when: "in part unasked",
    order: buy({ relayer: [relayer] }),
    partial: 1n,
  },
  { error: "IncorrectPartialFillAmount", when: "no part", order: parts, partial: 0n },
  { error: "IncorrectPartialFillAmount", when: "more than all", order: parts, partial: 10n * TAO + 1n },
  {
    error: "IncorrectPartialFillAmount",
    when: "the rest, without saying so",
    order: parts,
    arrange: status(parts, { type: "PartiallyFilled", value: TAO }),
  },
]

describe.each([
  ["alone", (order: SignedOrder) => single(good, order)],
  ["in a batch", (order: SignedOrder, on?: number) => batch(on === undefined ? [good, order] : [order], on)],
] as const)("an order, %s, is refused with all that came with it", (_, make) => {
  testRefusals(
    open,
    wrongOrders.map(({ error, when, order, partial, by = ann, on, arrange }): Refusal => {
      return {
        error: `LimitOrders.${error}`,
        when,
        caller: relayer,
        call: make(signed(by, order, partial), on),
        ...(arrange ? { arrange: ({ state }: TestChain) => arrange(state) } : {}),
      }
    }),
  )
})

const S = (error: string) => `SubtensorModule.${error}`
const row = (
  error: string,
  when: string,
  call: RuntimeCallValue,
  arrange?: (state: State) => void,
): Refusal => ({
  error,
  when: `${call.value.type}, ${when}`,
  caller: relayer,
  call,
  ...(arrange ? { arrange: ({ state }: TestChain) => arrange(state) } : {}),
})

describe("a trade fails with its whole call", () => {
  const collateral = (state: State): void =>
    subtensor.MinerCollateral.set(state, netuid, hotkeyOf(ann), ann.account, {
      locked: 995n * TAO,
      drain_ratio: 0n,
      min_locked: 0n,
      earned: 0n,
    })
  const closed = (state: State): void => subtensor.SubtokenEnabled.set(state, netuid, false)
  const gone = (state: State): void => subtensor.NetworksAdded.set(state, netuid, false)
  const large = buy({ tao: 500n, limit_price: TAO / 2n, max_slippage: 1000 })
  /** At four TAO per alpha: a buyer of 3 TAO and two rao, and 3 TAO's worth of alpha. The pool has no half rao of alpha to give. */
  const dear = (state: State): void => subtensor.SubnetTAO.set(state, netuid, 80_000n * TAO)
  const fixed = (value: bigint) => ({ amount: { type: "Fixed", value } }) as const
  const rest = [
    signed(ben, orderOf(ben, buyOrder, { ...fixed(3n * TAO + 2n), limit_price: 5n * TAO })),
    signed(ann, sale(fixed((3n * TAO) / 4n))),
  ]
  const both = (order: OrderV2) => [single(good, signed(ann, order)), batch([good, signed(ann, order)])]

  testRefusals(open, [
    ...both(buy()).map((call) => row(S("SubtokenDisabled"), "alpha not traded yet", call, closed)),
    ...both(buy()).map((call) => row(S("SubnetNotExists"), "no such subnet", call, gone)),
    ...both(sale({ hotkey: account(77) })).flatMap((call) =>
      call.value.type === "execute_orders" ? [] : [row(S("HotKeyAccountNotExists"), "no such hotkey", call)],
    ),
    row(
      S("HotKeyAccountNotExists"),
      "no such hotkey",
      single(good, signed(ann, buy({ hotkey: account(77) }))),
    ),
    ...both(sale(fixed(100n))).map((call) => row(S("AmountTooLow"), "too little alpha", call)),
    row(
      S("InsufficientLiquidity"),
      "what the pool gives nothing for",
      single(good, signed(ann, sale(fixed(1n)))),
    ),
    row("Swap.ReservesTooLow", "a rest that the pool gives nothing for", batch(rest), dear),
    ...both(sale({ hotkey: hotkeyOf(ben) })).map((call) =>
      row(S("NotEnoughStakeToWithdraw"), "another's stake", call),
    ),
    ...both(sale({ tao: 10n })).map((call) =>
      row(S("StakeUnavailable"), "stake that is collateral", call, collateral),
    ),
    ...[single(signed(ann, large)), batch([good, signed(ann, large)])].map((call) =>
      row(S("SlippageTooHigh"), "more than its limit lets", call),
    ),
    row(
      S("NotEnoughBalanceToStake"),
      "more TAO than there is",
      single(good, signed(ann, buy({ tao: 1001n }))),
    ),
    row(
      S("InsufficientTaoBalance"),
      "more TAO than there is",
      batch([good, signed(ann, buy({ tao: 1001n }))]),
    ),
    row(
      S("InsufficientTaoBalance"),
      "no TAO left for the fee",
      single(good, signed(ann, buy({ tao: 1050n, fee_rate: 100_000_000 }))),
    ),
    row(
      "Token.BelowMinimum",
      "a fee too small for a new account",
      single(good, signed(ann, buy({ fee_rate: 1, fee_recipient: feeTaker }))),
    ),
    row("LimitOrders.DuplicateOrderInBatch", "the same twice", batch([good, good])),
    row("LimitOrders.OrderNetUidMismatch", "of two subnets", batch([good, signed(ann, buy({ netuid: 6 }))])),
    row(
      "LimitOrders.ZeroShareInBatch",
      "all of it fee",
      batch([good, signed(ann, sale({ fee_rate: 10 ** 9 }))]),
    ),
  ])
})

describe("the other calls", () => {
  const order = { type: "V2", value: buy() } as const
  const cancel = calls.cancel_order.make({ order })
  const prune = calls.prune_linked_output.make({ order_id: provider })
  const off = calls.set_pallet_status.make({ enabled: false })
  const disabled = (state: State): void => storage.LimitOrdersEnabled.set(state, false)
  const from = (caller: Refusal["caller"], refusal: Refusal): Refusal => ({ ...refusal, caller })
  testRefusals(open, [
    ...[single(good), batch([good]), cancel, prune].flatMap((call) =>
      (["root", "none"] as const).map((caller) => from(caller, row("BadOrigin", `by ${caller}`, call))),
    ),
    ...([relayer, "none"] as const).map((caller) =>
      from(caller, row("BadOrigin", caller === relayer ? "by an account" : "by none", off)),
    ),
    ...[single(good), batch([good])].map((call) =>
      row("LimitOrders.LimitOrdersDisabled", "switched off", call, disabled),
    ),
    row("LimitOrders.Unauthorized", "another's order", cancel),
    from(
      ann.account,
      row("LimitOrders.OrderAlreadyProcessed", "filled in part", cancel, (state) =>
        storage.Orders.set(state, orderId(order), { type: "PartiallyFilled", value: 1n }),
      ),
    ),
    from(
      "root",
      row(
        "LimitOrders.PalletHotkeyNotRegistered",
        "on without a hotkey",
        calls.set_pallet_status.make({ enabled: true }),
        (state) => subtensor.Owner.delete(state, potHotkey(state)),
      ),
    ),
    row("LimitOrders.NoLinkedOutput", "none there", prune),
    row("LimitOrders.LinkedOutputNotPrunable", "another's, in time", prune, recorded()),
  ])

  test("succeed and tell", () => {
    const chain = open()
    recorded()(chain.state)
    expect(chain.call(ann.account, cancel).ok).toBe(true)
    expectRefusal(chain, relayer, single(signed(ann, buy())), "LimitOrders.OrderCancelled")
    timestamp.Now.set(chain.state, NOW + 1n)
    expect(chain.call(relayer, prune).ok).toBe(true)
    expect(chain.call("root", off).ok).toBe(true)
    expect(chain.takeEvents().map((event) => event.replace("LimitOrders.", ""))).toEqual([
      "OrderCancelled",
      "LinkedOutputPruned",
      "LimitOrdersPalletStatusChanged",
    ])
  })

  test("an order of another chain is not run after the chain's id changed", () => {
    const chain = open()
    evmChainId.ChainId.set(chain.state, 43n)
    expectRefusal(chain, relayer, single(good), "LimitOrders.ChainIdMismatch")
  })
})
