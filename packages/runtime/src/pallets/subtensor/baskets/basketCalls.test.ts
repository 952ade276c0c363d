import type { State } from "@taonet/frame/state"
import { deposit } from "../../balances/currency.ts"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, TAO } from "../staking/books.testKit.ts"
import {
  loseCash,
  MISSING,
  nobody,
  openStakingChain,
  pennyFees,
  setFree,
  stopToken,
} from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { settlePrices } from "./baskets.testKit.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { basketEscrow } from "./holdings.ts"

/*
 * behaviour/staking.md section 9. Hotkey A is on root, Bob is its staker, and its basket holds 90 alpha of subnet 1, at 0.5 TAO each.
 */

const hotkey = hotA
const [cheap, dear] = [
  { netuid: 1, tao: 1000n * TAO, alpha: 2000n * TAO },
  { netuid: 2, tao: 1000n * TAO, alpha: 500n * TAO },
]

function start() {
  const chain = openStakingChain()
  const { state } = chain
  for (const { netuid, tao, alpha } of [cheap, dear]) {
    setPool(state, netuid, tao, alpha)
    deposit(state, subnetAccount(netuid), tao)
    storage.SubnetAlphaOut.mutate(state, netuid, (out) => out + 100n * TAO)
  }
  storage.Uids.set(state, 0, hotkey, 0)
  storage.PendingBasketDeposits.set(state, hotkey, 1, 90n * TAO)
  flushBasketDeposits(state, hotkey)
  settlePrices(state)
  storage.BasketTradingEnabled.set(state, true)
  chain.takeEvents()
  return chain
}
type Chain = ReturnType<typeof start>

function setPool(state: State, netuid: number, tao: bigint, alpha: bigint): void {
  storage.SubnetTAO.set(state, netuid, tao)
  storage.SubnetAlphaIn.set(state, netuid, alpha)
}

/** Half a millionth TAO per alpha: below what any order may sell at, so the basket has no value that one could act on. */
const crash = ({ state }: Chain) => setPool(state, 1, 1_000_000n, 2000n * TAO)
const unpriced = {
  "Swap.PriceLimitExceeded": { when: "a holding's price is below all limits", arrange: crash },
}

const claimed = ["Balances.Transfer", "SubtensorModule.BasketClaimed", "SubtensorModule.RootClaimed"]
const failingSale = {
  InsufficientTaoBalance: { when: "a subnet's account cannot pay", arrange: loseCash(1) },
}

testCall({
  call: calls.claim_root,
  start,
  caller: bob,
  args: { subnets: [] },
  emits: claimed,
  refuses: {
    ...unpriced,
    ...failingSale,
    RootClaimTooHeavy: {
      when: "too many hotkeys to look through",
      arrange: ({ state }) =>
        storage.StakingHotkeys.set(
          state,
          bob,
          Array.from({ length: 257 }, (_, n) => `0x${n.toString(16).padStart(64, "0")}` as const),
        ),
    },
  },
})

testCall({
  call: calls.claim_root_with_hotkey,
  start,
  caller: bob,
  args: { hotkey },
  emits: claimed,
  refuses: {
    ...unpriced,
    ...failingSale,
    RootClaimTooHeavy: {
      when: "the basket has too many holdings",
      arrange: ({ state }) => {
        const share = { mantissa: 1n, exponent: 0n }
        for (let netuid = 100; netuid < 356; netuid++)
          storage.AlphaV2.set(state, hotkey, basketEscrow, netuid, share)
      },
    },
  },
})

testCall({
  call: calls.stake_into_basket,
  start,
  caller: bob,
  args: { hotkey, amount_staked: 10n * TAO },
  emits: ["Balances.Transfer", "SubtensorModule.BasketStakedIn"],
  refuses: {
    ...unpriced,
    HotKeyAccountNotExists: { args: { hotkey: nobody } },
    HotKeyNotRegisteredInSubNet: {
      when: "not on root",
      arrange: ({ state }) => storage.Uids.delete(state, 0, hotkey),
    },
    AmountTooLow: [
      { when: "below the least stake", args: { amount_staked: 1_999_999n } },
      {
        when: "a holding is worth nothing, so that none of it can be bought",
        arrange: ({ state }) => setPool(state, 1, 999_999n, 2000n * TAO),
      },
    ],
    NotEnoughBalanceToStake: { args: { amount_staked: 1000n * TAO } },
    InsufficientTaoBalance: {
      when: "the existential deposit must stay",
      arrange: ({ state }) => setFree(state, bob, 10n * TAO),
    },
    "Swap.ReservesTooLow": {
      when: "a holding's pool has no alpha to sell",
      arrange: ({ state }) => setPool(state, 1, 1000n * TAO, 999_999n),
    },
  },
})

testCall({
  call: calls.swap_basket,
  start,
  caller: alice,
  args: { hotkey, origin_netuid: 1, destination_netuid: 2, amount: 6n * TAO, min_amount_out: 0n },
  emits: ["Balances.Transfer", "Balances.Transfer", "Balances.Transfer", "SubtensorModule.BasketSwapped"],
  refuses: {
    ...unpriced,
    BasketTradingDisabled: { arrange: ({ state }) => storage.BasketTradingEnabled.delete(state) },
    BasketTradingFrozen: {
      arrange: ({ state }) => storage.BasketTradingFrozen.set(state, hotkey, undefined),
    },
    BasketSameSubnet: { args: { destination_netuid: 1 } },
    NonAssociatedColdKey: { when: "for its owner only", caller: bob },
    HotKeyNotRegisteredInSubNet: {
      when: "not on root",
      arrange: ({ state }) => storage.Uids.delete(state, 0, hotkey),
    },
    SubnetNotExists: [
      { when: "from nowhere", args: { origin_netuid: MISSING } },
      { when: "to nowhere", args: { destination_netuid: MISSING } },
    ],
    SubtokenDisabled: { when: "at the destination", arrange: stopToken(2) },
    AmountTooLow: [
      { when: "nothing", args: { amount: 0n } },
      { when: "worth less than the least stake", args: { amount: 3_000_000n } },
    ],
    NotEnoughStakeToWithdraw: { args: { amount: 91n * TAO } },
    SlippageTooHigh: [
      {
        when: "spot has left the moving price",
        arrange: ({ state }) => setPool(state, 2, 1100n * TAO, 500n * TAO),
      },
      {
        when: "there is no moving price",
        arrange: ({ state }) => storage.SubnetFastMovingPrice.delete(state, 2),
      },
    ],
    BasketTurnoverBudgetExceeded: { when: "a tenth of the value a day", args: { amount: 12n * TAO } },
    BasketMinOutNotMet: { args: { min_amount_out: 2n * TAO } },
    BasketLiquidityCapExceeded: { arrange: ({ state }) => storage.BasketLiquidityCap.set(state, 100) },
    BasketConcentrationCapExceeded: {
      when: "too much in one place, where there are places enough",
      arrange({ state }) {
        storage.BasketConcentrationCap.set(state, 3_000)
        for (let netuid = 10; netuid < 40; netuid++) storage.NetworksAdded.set(state, netuid, true)
      },
    },
    "Swap.ReservesTooLow": {
      when: "the origin's pool cannot buy any",
      arrange({ state }) {
        setPool(state, 1, 999_999n, 2000n * TAO)
        settlePrices(state)
      },
    },
    "Swap.SwapInputTooLarge": {
      when: "more than a thousand times the pool's alpha",
      arrange({ state }) {
        setPool(state, 1, 1_000_000n, 1_000n)
        settlePrices(state)
      },
    },
    "Token.BelowMinimum": {
      when: "the fee would not bring the author to life",
      args: { amount: 4_100_000n },
      arrange: pennyFees(1),
    },
    InsufficientTaoBalance: {
      when: "the origin's account cannot pay",
      arrange: ({ state }) => setFree(state, subnetAccount(1), 2_000_000n),
    },
  },
})

const setThreshold = { netuid: 0, new_value: 10_000_000n }
testCall({
  call: calls.sudo_set_root_claim_threshold,
  start,
  caller: "root",
  args: setThreshold,
  emits: [],
  refuses: {
    InvalidRootClaimThreshold: [
      { when: "above ten million", args: { new_value: 10_000_001n } },
      { when: "of another subnet than root, whose threshold means nothing", args: { netuid: 1 } },
      { when: "also by that subnet's owner", args: { netuid: 1 }, caller: alice, arrange: ownSubnet },
    ],
  },
})
function ownSubnet({ state }: Chain): void {
  storage.SubnetOwner.set(state, 1, alice)
}
