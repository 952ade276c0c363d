import { expect, it } from "vitest"
import { basketEscrow } from "../baskets/holdings.ts"
import { type Change, testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { setAcceptsLockedAlpha } from "../locks/acceptance.ts"
import { lockStake } from "../locks/lockStake.ts"
import { storage } from "../storage.ts"
import { alice, bob, hotA, hotB, TAO } from "./books.testKit.ts"
import { stakeOf } from "./stake.ts"
import {
  carol,
  disown,
  dissolve,
  holdRootStake,
  jamBasket,
  lockAll,
  loseCash,
  MISSING,
  pennyFees,
  STABLE,
  openStakingChain as start,
  stopToken,
} from "./stakingChain.testkit.ts"

/* behaviour/staking.md section 7. Bob's stake on hotkey A goes from subnet 1, at 0.6 TAO per alpha, to subnet 2, at 3.2. */

const hotkey = hotA
const between = { origin_netuid: 1, destination_netuid: 2, alpha_amount: 5n * TAO }
const sale = ["Balances.Transfer", "Balances.Transfer", "SubtensorModule.StakeRemoved"]
const purchase = ["Balances.Transfer", "Balances.Transfer", "SubtensorModule.StakeAdded"]
const trades = [...sale, ...purchase]

/** What every move refuses. */
const alike = {
  SubnetNotExists: [
    { when: "it would go nowhere", args: { destination_netuid: MISSING } },
    { when: "it comes from nowhere", arrange: dissolve(1) },
  ],
  SubtokenDisabled: [
    { when: "at the origin", arrange: stopToken(1) },
    { when: "at the destination", arrange: stopToken(2) },
  ],
  HotKeyAccountNotExists: { arrange: disown(hotkey) },
  NotEnoughStakeToWithdraw: { when: "it is not cut to the position", args: { alpha_amount: 50n * TAO } },
  InsufficientLiquidity: {
    when: "the origin's pool cannot buy it",
    arrange: ({ state }) => storage.SubnetTAO.set(state, 1, 999_999n),
  },
  StakeUnavailable: { when: "it is locked", arrange: lockAll(bob, 1) },
  RootStakeLocked: { args: { origin_netuid: 0 }, arrange: holdRootStake },
  BasketDepositPending: {
    when: "from root, with dividends that cannot be settled",
    args: { origin_netuid: 0, destination_netuid: STABLE },
    arrange: jamBasket,
  },
  InsufficientTaoBalance: { when: "the origin's account cannot pay", arrange: loseCash(1) },
  "Swap.ReservesTooLow": {
    when: "the destination's pool cannot sell any",
    arrange: ({ state }) => storage.SubnetAlphaIn.set(state, 2, 999_999n),
  },
  "Swap.SwapInputTooLarge": {
    when: "the TAO is too much for the destination's pool",
    arrange: ({ state }) => storage.SubnetTAO.set(state, 2, 1_000n),
  },
  "Token.BelowMinimum": {
    when: "the fee would not bring the author to life",
    arrange: pennyFees(1),
    args: { alpha_amount: 4_000_000n },
  },
} satisfies Record<string, Change<typeof between> | Change<typeof between>[]>

const tooLittle = {
  AmountTooLow: { when: "it is worth less than the least stake", args: { alpha_amount: 3_000_000n } },
}

/** What orders with a price limit refuse besides. */
const limits = {
  SlippageTooHigh: [
    { when: "so much would pass the limit", args: { limit_price: 185_000_000n } },
    { when: "the price has passed it already", args: { limit_price: TAO } },
  ],
  "Swap.ReservesTooLow": { ...alike["Swap.ReservesTooLow"], args: { limit_price: 0n } },
  "Swap.PriceLimitExceeded": [
    { when: "into TAO", args: { destination_netuid: 0, limit_price: TAO } },
    { when: "out of TAO", args: { origin_netuid: 0, limit_price: TAO } },
  ],
}

testCall({
  call: calls.move_stake,
  start,
  caller: bob,
  args: { origin_hotkey: hotkey, destination_hotkey: hotB, ...between },
  emits: [...trades, "SubtensorModule.StakeMoved"],
  refuses: {
    ...alike,
    ...tooLittle,
    SameNetuid: { when: "nothing would move", args: { destination_hotkey: hotkey, destination_netuid: 1 } },
    HotKeyAccountNotExists: [alike.HotKeyAccountNotExists, { when: "the other one", arrange: disown(hotB) }],
  },
})

testCall({
  call: calls.move_stake_limit,
  start,
  caller: bob,
  args: {
    origin_hotkey: hotkey,
    destination_hotkey: hotB,
    ...between,
    limit_price: 100_000_000n,
    allow_partial: false,
  },
  emits: [...trades, "SubtensorModule.StakeMoved"],
  refuses: {
    ...alike,
    ...tooLittle,
    ...limits,
    SameNetuid: { args: { destination_hotkey: hotkey, destination_netuid: 1 } },
  },
})

testCall({
  call: calls.swap_stake,
  start,
  caller: bob,
  args: { hotkey, ...between },
  emits: [...trades, "SubtensorModule.StakeSwapped"],
  refuses: { ...alike, ...tooLittle, SameNetuid: { args: { destination_netuid: 1 } } },
})

testCall({
  call: calls.swap_stake_limit,
  start,
  caller: bob,
  args: { hotkey, ...between, limit_price: 100_000_000n, allow_partial: false },
  emits: [...trades, "SubtensorModule.StakeSwapped"],
  refuses: { ...alike, ...tooLittle, ...limits, SameNetuid: { args: { destination_netuid: 1 } } },
})

const within = { destination_netuid: 1, alpha_amount: 5n * TAO }

/** What transfers to another coldkey refuse besides. */
const transfers = {
  ...alike,
  CannotUseSystemAccount: {
    when: "into baskets; reference staking/stake_utils.rs validate_stake_transition",
    args: { destination_coldkey: basketEscrow },
  },
  AmountTooLow: [
    { when: "it is worth less than the least transfer", args: { alpha_amount: 160_000n } },
    { when: "also within a subnet", args: { ...within, alpha_amount: 160_000n } },
  ],
  TransferDisallowed: [1, 2].map((netuid) => ({
    when: `subnet ${netuid} says so`,
    arrange: ({ state }: ReturnType<typeof start>) => storage.TransferToggle.set(state, netuid, false),
  })),
  StakeUnavailable: [
    alike.StakeUnavailable,
    {
      when: "within a subnet, of the coldkey's collateral",
      args: within,
      arrange: ({ state }: ReturnType<typeof start>) =>
        storage.ColdkeyMinerCollateral.set(state, 1, bob, 14n * TAO),
    },
  ],
  AccountRejectsLockedAlpha: {
    when: "within a subnet the lock goes along",
    args: within,
    arrange: ({ state }: ReturnType<typeof start>) => lockStake(state, bob, 1, hotkey, 15n * TAO),
  },
  LockHotkeyMismatch: {
    when: "within a subnet, to who has locked for another hotkey",
    args: { ...within, destination_coldkey: alice },
    arrange: ({ state }: ReturnType<typeof start>) => {
      setAcceptsLockedAlpha(state, alice, true)
      storage.Lock.set(state, alice, 1, hotB, { locked_mass: TAO, conviction: 0n, last_update: 10n })
      lockStake(state, bob, 1, hotkey, 15n * TAO)
    },
  },
}

testCall({
  call: calls.transfer_stake,
  start,
  caller: bob,
  args: { destination_coldkey: carol, hotkey, ...between },
  emits: [
    ...sale,
    "System.NewAccount",
    "Balances.Endowed",
    "Balances.Transfer",
    ...purchase,
    "SubtensorModule.StakeTransferred",
  ],
  refuses: {
    ...transfers,
    SameNetuid: { when: "to oneself", args: { destination_coldkey: bob, destination_netuid: 1 } },
  },
})

testCall({
  call: calls.transfer_stake_and_hotkey,
  start,
  caller: bob,
  args: { destination_coldkey: alice, origin_hotkey: hotkey, destination_hotkey: hotB, ...between },
  emits: [...sale, "Balances.Transfer", ...purchase, "SubtensorModule.StakeAndHotkeyTransferred"],
  refuses: {
    ...transfers,
    SameNetuid: { args: { destination_coldkey: bob, destination_hotkey: hotkey, destination_netuid: 1 } },
    LockHotkeyMismatch: { ...transfers.LockHotkeyMismatch, args: { ...within, destination_hotkey: hotkey } },
  },
})

it("trades nothing within a subnet", () => {
  const chain = start()
  const keys = { destination_coldkey: carol, origin_hotkey: hotkey, destination_hotkey: hotB }
  const move = calls.transfer_stake_and_hotkey.make({ ...keys, ...between, ...within })
  expect(chain.call(bob, move).ok).toBe(true)
  expect(chain.takeEvents()).toEqual([
    "SubtensorModule.StakeRemoved",
    "SubtensorModule.StakeAdded",
    "SubtensorModule.StakeAndHotkeyTransferred",
  ])
  expect(stakeOf(chain.state, hotB, carol, 1)).toBe(5n * TAO)
})
