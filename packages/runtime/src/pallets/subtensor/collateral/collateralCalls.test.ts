import { I96F32 } from "@taonet/primitives/fixed/formats"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, hotB, key, TAO } from "../staking/books.testKit.ts"
import { increaseStake } from "../staking/stake.ts"
import {
  MISSING,
  nobody,
  openStakingChain,
  pennyFees,
  setFree,
  stopToken,
} from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"

/* behaviour/keys-and-fees.md section 12. Alice owns hotkey A and has one alpha on it; subnet 1 is at 0.6 TAO per alpha. */

function start() {
  const chain = openStakingChain()
  increaseStake(chain.state, hotA, alice, 1, TAO)
  storage.SubnetAlphaOut.mutate(chain.state, 1, (alpha) => alpha + TAO)
  storage.SubnetMovingPrice.set(chain.state, 1, I96F32.fromRatio(3n, 5n))
  return chain
}

const hotkey = hotA
const alike = {
  RegistrationNotPermittedOnRootSubnet: { args: { netuid: 0 } },
  SubnetNotExists: { args: { netuid: MISSING } },
  HotKeyAccountNotExists: { args: { hotkey: nobody } },
  NonAssociatedColdKey: [
    { when: "another's hotkey", args: { hotkey: hotB } },
    { when: "by another", caller: bob },
  ],
  ColdkeyCollateralPositionsFull: {
    when: "it stands on 32 hotkeys already",
    arrange: ({ state }: ReturnType<typeof start>) =>
      storage.ColdkeyCollateralHotkeys.set(
        state,
        1,
        alice,
        Array.from({ length: 32 }, (_, n) => key(150 + n)),
      ),
  },
}

testCall({
  call: calls.add_collateral,
  start,
  caller: alice,
  args: { netuid: 1, hotkey, alpha: 11n * TAO, limit_price: TAO },
  emits: [
    "Balances.Transfer",
    "Balances.Transfer",
    "SubtensorModule.StakeAdded",
    "SubtensorModule.CollateralLocked",
  ],
  refuses: {
    ...alike,
    SubtokenDisabled: { arrange: stopToken(1) },
    AmountTooLow: [
      { when: "nothing", args: { alpha: 0n } },
      { when: "what is missing costs less than the least stake", args: { alpha: TAO + 2_000_000n } },
    ],
    InsufficientLiquidity: [
      {
        when: "there is no moving price",
        arrange: ({ state }) => storage.SubnetMovingPrice.delete(state, 1),
      },
      { when: "more than a thousand times the pool's TAO", args: { alpha: 400_000n * TAO } },
    ],
    NotEnoughBalanceToStake: [
      { when: "nothing like it", args: { alpha: 3_000n * TAO } },
      {
        when: "the existential deposit must stay",
        arrange: ({ state }) => setFree(state, alice, 6n * TAO),
      },
    ],
    SlippageTooHigh: { args: { alpha: 50n * TAO, limit_price: 650_000_000n } },
    "Swap.PriceLimitExceeded": { args: { limit_price: 600_000_000n } },
    "Token.BelowMinimum": {
      when: "the fee would not bring the author to life",
      args: { alpha: TAO + 5_000_000n },
      arrange: pennyFees(1),
    },
  },
})

testCall({
  call: calls.set_min_collateral,
  start,
  caller: alice,
  args: { netuid: 1, hotkey, min_locked: 5n },
  emits: ["SubtensorModule.MinCollateralSet"],
  refuses: alike,
})
