import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { storage } from "../storage.ts"
import { bob, hotA, hotB, TAO } from "./books.testKit.ts"
import {
  CRUMBS,
  disown,
  dissolve,
  giveCrumbs,
  holdRootStake,
  jamBasket,
  lockAll,
  loseCash,
  MISSING,
  nobody,
  pennyFees,
  STABLE,
  openStakingChain as start,
  stopToken,
} from "./stakingChain.testkit.ts"

/* behaviour/staking.md sections 5 and 6. Bob unstakes from subnet 1, at 0.6 TAO per alpha. */

const hotkey = hotA
const unstaked = ["Balances.Transfer", "Balances.Transfer", "SubtensorModule.StakeRemoved"]
const all = { limit_price: 1_000n, allow_partial: false }

/** What a sale may fail with after all checks have passed. */
const failingSales = {
  InsufficientTaoBalance: { when: "the subnet's account cannot pay", arrange: loseCash(1) },
  "Token.BelowMinimum": { when: "the fee would not bring the author to life", arrange: pennyFees(1) },
}
const crumbs = {
  when: "the fee's alpha is worth less than a rao",
  arrange: ({ state }: ReturnType<typeof start>) => void giveCrumbs(state, hotB, bob, 1),
}
const jammed = { when: "on root, with dividends that cannot be settled", arrange: jamBasket }

testCall({
  call: calls.remove_stake,
  start,
  caller: bob,
  args: { hotkey, netuid: 1, amount_unstaked: 5n * TAO },
  emits: unstaked,
  refuses: {
    SubtokenDisabled: [
      { arrange: stopToken(1) },
      { when: "of a subnet that never was", args: { netuid: MISSING } },
    ],
    SubnetNotExists: { when: "while a dissolved subnet waits for its cleanup", arrange: dissolve(1) },
    AmountTooLow: [
      { when: "nothing", args: { amount_unstaked: 0n } },
      { when: "nothing there", args: { hotkey: nobody } },
      { when: "a part worth less than the least stake", args: { amount_unstaked: 1_000_000n } },
    ],
    InsufficientLiquidity: {
      when: "more than a thousand times the pool's alpha",
      arrange: ({ state }) => storage.SubnetAlphaIn.set(state, 1, 1_000_000n),
    },
    HotKeyAccountNotExists: { arrange: disown(hotkey) },
    StakeUnavailable: [
      { when: "locked", arrange: lockAll(bob, 1) },
      {
        when: "collateral of the hotkey",
        arrange: ({ state }) =>
          storage.MinerCollateral.set(state, 1, hotkey, bob, {
            locked: 14n * TAO,
            drain_ratio: 0n,
            min_locked: 0n,
            earned: 0n,
          }),
      },
      {
        when: "collateral of the coldkey",
        arrange: ({ state }) => storage.ColdkeyMinerCollateral.set(state, 1, bob, 14n * TAO),
      },
    ],
    RootStakeLocked: { args: { netuid: 0 }, arrange: holdRootStake },
    BasketDepositPending: { ...jammed, args: { netuid: 0 } },
    ...failingSales,
    "Token.BelowMinimum": { ...failingSales["Token.BelowMinimum"], args: { amount_unstaked: 3_500_000n } },
    "Swap.ReservesTooLow": { ...crumbs, args: { hotkey: hotB, amount_unstaked: CRUMBS } },
  },
})

testCall({
  call: calls.remove_stake_limit,
  start,
  caller: bob,
  args: { hotkey, netuid: 1, amount_unstaked: 5n * TAO, ...all },
  emits: unstaked,
  refuses: {
    SubnetNotExists: { args: { netuid: MISSING } },
    AmountTooLow: [
      { when: "nothing", args: { amount_unstaked: 0n } },
      { when: "a part worth less than the least stake", args: { amount_unstaked: 1_000_000n } },
    ],
    NotEnoughStakeToWithdraw: { when: "it is not cut to the position", args: { amount_unstaked: 50n * TAO } },
    InsufficientLiquidity: { args: { amount_unstaked: 200_000n * TAO } },
    SlippageTooHigh: [
      { when: "the price would pass the limit", args: { limit_price: 600_000_000n } },
      { when: "root gives no more than par", args: { netuid: 0, limit_price: TAO + 1n } },
      { when: "nor does a stable subnet", args: { netuid: STABLE, limit_price: TAO + 1n } },
    ],
    HotKeyAccountNotExists: { arrange: disown(hotkey) },
    StakeUnavailable: { arrange: lockAll(bob, 1) },
    RootStakeLocked: { args: { netuid: 0 }, arrange: holdRootStake },
    BasketDepositPending: { ...jammed, args: { netuid: 0 } },
    ...failingSales,
    "Token.BelowMinimum": { ...failingSales["Token.BelowMinimum"], args: { amount_unstaked: 3_500_000n } },
    "Swap.PriceLimitExceeded": { when: "the price is there already", args: { limit_price: TAO } },
    "Swap.ReservesTooLow": [
      { ...crumbs, args: { hotkey: hotB, amount_unstaked: CRUMBS } },
      { when: "no order can be filled", arrange: ({ state }) => storage.SubnetTAO.set(state, 1, 999_999n) },
    ],
  },
})

testCall({
  call: calls.remove_stake_full_limit,
  start,
  caller: bob,
  args: { hotkey, netuid: 1, limit_price: 500_000_000n },
  emits: unstaked,
  refuses: {
    SubnetNotExists: { args: { netuid: MISSING } },
    SubtokenDisabled: {
      when: "without a limit only",
      arrange: stopToken(1),
      args: { limit_price: undefined },
    },
    AmountTooLow: [
      { when: "nothing there", args: { hotkey: nobody } },
      { when: "nothing there, without a limit", args: { hotkey: nobody, limit_price: undefined } },
    ],
    InsufficientLiquidity: {
      when: "more than a thousand times the pool's alpha",
      arrange: ({ state }) => storage.SubnetAlphaIn.set(state, 1, 1_000_000n),
    },
    SlippageTooHigh: { args: { limit_price: 600_000_000n } },
    HotKeyAccountNotExists: { arrange: disown(hotkey) },
    StakeUnavailable: { arrange: lockAll(bob, 1) },
    RootStakeLocked: { args: { netuid: 0 }, arrange: holdRootStake },
    BasketDepositPending: { ...jammed, args: { netuid: 0 } },
    ...failingSales,
    "Token.BelowMinimum": {
      ...failingSales["Token.BelowMinimum"],
      arrange: (chain) => {
        giveCrumbs(chain.state, hotB, bob, 1)
        pennyFees(1)(chain)
        // Two rao of fee, worth one.
        storage.SubnetTAO.set(chain.state, 1, 250n * TAO)
      },
      args: { hotkey: hotB, limit_price: undefined },
    },
    "Swap.PriceLimitExceeded": { args: { limit_price: TAO } },
    "Swap.ReservesTooLow": { ...crumbs, args: { hotkey: hotB, limit_price: undefined } },
  },
})

/** What aborts a call that unstakes everywhere: each subnet's own checks only make it pass the subnet over. */
const abortingSales = {
  HotKeyAccountNotExists: { args: { hotkey: nobody } },
  InsufficientTaoBalance: failingSales.InsufficientTaoBalance,
  "Token.BelowMinimum": {
    ...failingSales["Token.BelowMinimum"],
    args: { hotkey: hotB },
    arrange: (chain: ReturnType<typeof start>) => {
      giveCrumbs(chain.state, hotB, bob, 1)
      pennyFees(1)(chain)
      storage.SubnetTAO.set(chain.state, 1, 250n * TAO)
    },
  },
  "Swap.ReservesTooLow": { ...crumbs, args: { hotkey: hotB } },
}

testCall({
  call: calls.unstake_all,
  start,
  caller: bob,
  args: { hotkey },
  emits: [...unstaked, ...unstaked, ...unstaked, ...unstaked],
  refuses: { ...abortingSales, BasketDepositPending: { ...jammed, arrange: jamBasket } },
})

testCall({
  call: calls.unstake_all_alpha,
  start,
  caller: bob,
  args: { hotkey },
  emits: [
    ...unstaked,
    ...unstaked,
    ...unstaked,
    "Balances.Transfer",
    "Balances.Transfer",
    "SubtensorModule.StakeAdded",
  ],
  refuses: {
    ...abortingSales,
    AmountTooLow: { when: "there is nothing", args: { hotkey: hotB } },
    BasketDepositPending: jammed,
    InsufficientLiquidity: {
      when: "root's shares have become so dear that the TAO buys none",
      arrange: ({ state }) => {
        storage.TotalHotkeyAlpha.set(state, hotkey, 0, 2n ** 63n)
        storage.TotalHotkeySharesV2.set(state, hotkey, 0, { mantissa: 1n, exponent: -18n })
      },
    },
  },
})
