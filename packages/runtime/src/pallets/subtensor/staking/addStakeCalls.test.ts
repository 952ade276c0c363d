import { storage as swap } from "../../swap/storage.ts"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { storage } from "../storage.ts"
import { bob, hotA, TAO } from "./books.testKit.ts"
import {
  jamBasket,
  lockAll,
  MISSING,
  nobody,
  pennyFees,
  STABLE,
  openStakingChain as start,
  stopToken,
} from "./stakingChain.testkit.ts"

/* behaviour/staking.md sections 5, 6 and 8. Orders go to subnet 2, at 3.2 TAO per alpha. */

const hotkey = hotA
const staked = ["Balances.Transfer", "Balances.Transfer", "SubtensorModule.StakeAdded"]

/** What all of them refuse. */
const alike = {
  SubnetNotExists: { args: { netuid: MISSING } },
  SubtokenDisabled: { arrange: stopToken(2) },
  HotKeyAccountNotExists: { args: { hotkey: nobody } },
}
const tooSmallFee = { when: "the fee would not bring the author to life", arrange: pennyFees(2) }

testCall({
  call: calls.add_stake,
  start,
  caller: bob,
  args: { hotkey, netuid: 2, amount_staked: TAO },
  emits: staked,
  refuses: {
    ...alike,
    "Token.BelowMinimum": { ...tooSmallFee, args: { amount_staked: 3_000_000n } },
    AmountTooLow: { args: { amount_staked: 2_001_006n } },
    NotEnoughBalanceToStake: { args: { amount_staked: 1000n * TAO } },
    InsufficientLiquidity: {
      when: "more than a thousand times the pool's TAO",
      args: { amount_staked: 400_000n * TAO },
    },
    BasketDepositPending: {
      when: "on root, with dividends that cannot be settled",
      arrange: jamBasket,
      args: { netuid: 0 },
    },
    ColdkeySwapAnnounced: {
      when: "the coldkey is about to be replaced, by the guard of every call",
      arrange: ({ state }) => storage.ColdkeySwapAnnouncements.set(state, bob, [60, hotkey]),
    },
    ColdkeySwapDisputed: {
      when: "and its owner disputes that",
      arrange: ({ state }) => {
        storage.ColdkeySwapAnnouncements.set(state, bob, [60, hotkey])
        storage.ColdkeySwapDisputes.set(state, bob, 9)
      },
    },
  },
})

testCall({
  call: calls.add_stake_limit,
  start,
  caller: bob,
  args: { hotkey, netuid: 2, amount_staked: TAO, limit_price: 4n * TAO, allow_partial: false },
  emits: staked,
  refuses: {
    ...alike,
    "Token.BelowMinimum": { ...tooSmallFee, args: { amount_staked: 3_000_000n } },
    AmountTooLow: [
      { args: { amount_staked: 2_001_006n } },
      {
        when: "a partial order on root below par",
        args: { netuid: 0, limit_price: TAO - 1n, allow_partial: true },
      },
    ],
    NotEnoughBalanceToStake: { args: { amount_staked: 1000n * TAO, limit_price: 10n ** 15n } },
    InsufficientLiquidity: { args: { amount_staked: 400_000n * TAO } },
    SlippageTooHigh: [
      { when: "the price would pass the limit", args: { amount_staked: 100n * TAO } },
      { when: "root is never below par", args: { netuid: 0, limit_price: TAO - 1n } },
      { when: "nor is a stable subnet", args: { netuid: STABLE, limit_price: TAO - 1n } },
    ],
    BasketDepositPending: { arrange: jamBasket, args: { netuid: 0 } },
    "Swap.PriceLimitExceeded": { when: "the price is there already", args: { limit_price: 3n * TAO } },
    "Swap.ReservesTooLow": {
      when: "no order can be filled",
      arrange: ({ state }) => storage.SubnetAlphaIn.set(state, 2, 999_999n),
    },
  },
})

testCall({
  call: calls.add_stake_burn,
  start,
  caller: bob,
  args: { hotkey, netuid: 2, amount: TAO, limit: 4n * TAO },
  emits: [...staked, "SubtensorModule.AlphaBurned", "SubtensorModule.AddStakeBurn"],
  refuses: {
    ...alike,
    "Token.BelowMinimum": { ...tooSmallFee, args: { amount: 3_000_000n } },
    AmountTooLow: [
      { when: "with a limit", args: { amount: 2_001_006n } },
      { when: "without one", args: { amount: 2_001_006n, limit: undefined } },
    ],
    NotEnoughBalanceToStake: { args: { amount: 1000n * TAO, limit: undefined } },
    InsufficientLiquidity: { args: { amount: 400_000n * TAO, limit: undefined } },
    CannotBurnOrRecycleOnRootSubnet: { when: "only once it is staked", args: { netuid: 0 } },
    SlippageTooHigh: { args: { amount: 100n * TAO } },
    StakeUnavailable: {
      when: "the coldkey's locks exceed what it has",
      arrange: lockAll(bob, 2),
    },
    BasketDepositPending: { arrange: jamBasket, args: { netuid: 0 } },
    "Swap.PriceLimitExceeded": { args: { limit: 3n * TAO } },
    "Swap.ReservesTooLow": {
      arrange: ({ state }) => {
        storage.SubnetAlphaIn.set(state, 2, 999_999n)
        swap.PalSwapInitialized.set(state, 2, true)
      },
    },
  },
})
