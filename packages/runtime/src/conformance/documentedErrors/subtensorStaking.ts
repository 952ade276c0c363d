/**
 * Staking, moving and destroying alpha, locks, collateral, baskets. Source: behaviour/staking.md, behaviour/keys-and-fees.md sections 11 and
 * 12, and the documentation of the calls in the metadata of 461. Where a trade of a pool runs after all checks, what it fails with passes
 * through. That a coldkey is about to be replaced, which the guard of every call refuses, stands with add_stake alone.
 */
import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** The fee of a trade may be too little to open the account of the block's author. */
const fee = "Token.BelowMinimum"

const buying = [
  "BadOrigin",
  "SubnetNotExists",
  "SubtokenDisabled",
  "AmountTooLow",
  "NotEnoughBalanceToStake",
  "HotKeyAccountNotExists",
  "InsufficientLiquidity",
  "BasketDepositPending",
  fee,
]

/** Once all checks have passed. */
const failingSale = ["InsufficientTaoBalance", "BasketDepositPending", "Swap.ReservesTooLow", fee]

const selling = [
  "BadOrigin",
  "SubnetNotExists",
  "AmountTooLow",
  "InsufficientLiquidity",
  "HotKeyAccountNotExists",
  "StakeUnavailable",
  "RootStakeLocked",
  ...failingSale,
]

const limited = ["SlippageTooHigh", "Swap.PriceLimitExceeded"]

const moving = [
  "BadOrigin",
  "SameNetuid",
  "SubnetNotExists",
  "SubtokenDisabled",
  "HotKeyAccountNotExists",
  "NotEnoughStakeToWithdraw",
  "InsufficientLiquidity",
  "AmountTooLow",
  "StakeUnavailable",
  "RootStakeLocked",
  "Swap.SwapInputTooLarge",
  ...failingSale,
]

const transferring = [
  ...moving,
  "CannotUseSystemAccount",
  "TransferDisallowed",
  "AccountRejectsLockedAlpha",
  "LockHotkeyMismatch",
]

const destroying = [
  "BadOrigin",
  "SubnetNotExists",
  "CannotBurnOrRecycleOnRootSubnet",
  "SubtokenDisabled",
  "HotKeyAccountNotExists",
  "InsufficientLiquidity",
  "StakeUnavailable",
]

const collateral = [
  "BadOrigin",
  "RegistrationNotPermittedOnRootSubnet",
  "SubnetNotExists",
  "HotKeyAccountNotExists",
  "NonAssociatedColdKey",
  "ColdkeyCollateralPositionsFull",
]

/** A holding may have a price below all limits; then nobody knows what the basket is worth. */
const unpriced = "Swap.PriceLimitExceeded"

export const documentedErrors: DocumentedErrors = {
  add_stake: [...buying, "ColdkeySwapAnnounced", "ColdkeySwapDisputed"],
  add_stake_limit: [...buying, ...limited, "Swap.ReservesTooLow"],
  add_stake_burn: [
    ...buying,
    ...limited,
    "Swap.ReservesTooLow",
    "CannotBurnOrRecycleOnRootSubnet",
    "StakeUnavailable",
  ],
  remove_stake: [...selling, "SubtokenDisabled"],
  remove_stake_limit: [...selling, ...limited, "NotEnoughStakeToWithdraw"],
  remove_stake_full_limit: [...selling, ...limited, "SubtokenDisabled"],
  // What the checks of one subnet refuse makes these pass the subnet over.
  unstake_all: ["BadOrigin", "HotKeyAccountNotExists", ...failingSale],
  unstake_all_alpha: [
    "BadOrigin",
    "HotKeyAccountNotExists",
    ...failingSale,
    "AmountTooLow",
    "InsufficientLiquidity",
  ],
  move_stake: moving,
  move_stake_limit: [...moving, ...limited],
  swap_stake: moving,
  swap_stake_limit: [...moving, ...limited],
  transfer_stake: transferring,
  transfer_stake_and_hotkey: transferring,
  recycle_alpha: destroying,
  burn_alpha: destroying,
  set_coldkey_auto_stake_hotkey: [
    "BadOrigin",
    "SubnetNotExists",
    "HotKeyNotRegisteredInSubNet",
    "SameAutoStakeHotkeyAlreadySet",
  ],
  lock_stake: [
    "BadOrigin",
    "SubnetNotExists",
    "AmountTooLow",
    "HotKeyAccountNotExists",
    "LockHotkeyMismatch",
    "InsufficientStakeForLock",
  ],
  move_lock: ["BadOrigin", "SubnetNotExists", "HotKeyAccountNotExists", "NoExistingLock"],
  set_perpetual_lock: ["BadOrigin", "SubnetNotExists"],
  set_reject_locked_alpha: ["BadOrigin"],
  add_collateral: [
    ...collateral,
    "SubtokenDisabled",
    "AmountTooLow",
    "InsufficientLiquidity",
    "NotEnoughBalanceToStake",
    ...limited,
    fee,
  ],
  set_min_collateral: collateral,
  claim_root: ["BadOrigin", "RootClaimTooHeavy", "InsufficientTaoBalance", unpriced],
  claim_root_with_hotkey: ["BadOrigin", "RootClaimTooHeavy", "InsufficientTaoBalance", unpriced],
  stake_into_basket: [
    "BadOrigin",
    "HotKeyAccountNotExists",
    "HotKeyNotRegisteredInSubNet",
    "AmountTooLow",
    "NotEnoughBalanceToStake",
    "InsufficientTaoBalance",
    "Swap.ReservesTooLow",
    unpriced,
  ],
  swap_basket: [
    "BadOrigin",
    "BasketTradingDisabled",
    "BasketTradingFrozen",
    "BasketSameSubnet",
    "NonAssociatedColdKey",
    "HotKeyNotRegisteredInSubNet",
    "SubnetNotExists",
    "SubtokenDisabled",
    "AmountTooLow",
    "NotEnoughStakeToWithdraw",
    "SlippageTooHigh",
    "BasketTurnoverBudgetExceeded",
    "BasketMinOutNotMet",
    "BasketLiquidityCapExceeded",
    "BasketConcentrationCapExceeded",
    "InsufficientTaoBalance",
    "Swap.ReservesTooLow",
    "Swap.SwapInputTooLarge",
    unpriced,
    fee,
  ],
  sudo_set_root_claim_threshold: ["BadOrigin", "InvalidRootClaimThreshold"],
}

const seed =
  "the one-off conversion of claims into baskets that it stands for runs on chains older than baskets; none of ours is"
const anybody =
  "named in the metadata's text for the call, but anybody may stake on any hotkey, and unstakes only what is its own"
const capped = "the amount is cut to the position before it is compared with it"
const allOfIt = "an order without a limit may take all that it asks for"
const keepsDeposit =
  "the balance was checked to hold the least stake, of which more than the existential deposit can be moved"
const sold =
  "at the highest price that trades, a million TAO an alpha, the least stake still buys two rao, and the same order has been tried before"
const swapped =
  "the same order has been tried on the pool before, and what refuses it there is InsufficientLiquidity"
const shares = "the share pool takes out what the position was just checked to hold"

export const unreachable: UnreachableErrors = {
  add_stake: {
    NonAssociatedColdKey: anybody,
    BalanceWithdrawalError: "named in the metadata's text for the call; since 425 nothing raises it",
    BetaBasketSeedInProgress: seed,
    SlippageTooHigh: allOfIt,
    InsufficientTaoBalance: keepsDeposit,
    "Swap.ReservesTooLow": sold,
    "Swap.PriceLimitExceeded": swapped,
    "Swap.SwapInputTooLarge": swapped,
  },
  add_stake_limit: {
    NonAssociatedColdKey: anybody,
    BalanceWithdrawalError: "named in the metadata's text for the call; since 425 nothing raises it",
    BetaBasketSeedInProgress: seed,
    InsufficientTaoBalance: keepsDeposit,
    "Swap.SwapInputTooLarge": "the largest order that a pool takes is what the limit is tried with",
  },
  add_stake_burn: {
    BetaBasketSeedInProgress: seed,
    InsufficientTaoBalance: keepsDeposit,
    AddStakeBurnRateLimitExceeded: "461 keeps no record of when somebody bought and burned last",
    SubnetBuybackRateLimitExceeded: "461 keeps no record of when a subnet bought back last",
  },
  remove_stake: {
    NonAssociatedColdKey: anybody,
    BetaBasketSeedInProgress: seed,
    NotEnoughStakeToWithdraw: capped,
    SlippageTooHigh: allOfIt,
    "Swap.PriceLimitExceeded": swapped,
    "Swap.SwapInputTooLarge": swapped,
  },
  remove_stake_limit: {
    NonAssociatedColdKey: anybody,
    BetaBasketSeedInProgress: seed,
    "Swap.SwapInputTooLarge": "the largest order that a pool takes is what the limit is tried with",
  },
  remove_stake_full_limit: { BetaBasketSeedInProgress: seed, NotEnoughStakeToWithdraw: capped },
  unstake_all: {
    NonAssociatedColdKey: anybody,
    NotEnoughStakeToWithdraw: shares,
    TxRateLimitExceeded: "named in the metadata's text for the call; staking has no rate limit at 461",
  },
  unstake_all_alpha: {
    NonAssociatedColdKey: anybody,
    BetaBasketSeedInProgress: seed,
    NotEnoughStakeToWithdraw: shares,
    TxRateLimitExceeded: "named in the metadata's text for the call; staking has no rate limit at 461",
  },
  move_stake: { BetaBasketSeedInProgress: seed },
  move_stake_limit: { BetaBasketSeedInProgress: seed },
  swap_stake: { BetaBasketSeedInProgress: seed },
  swap_stake_limit: { BetaBasketSeedInProgress: seed },
  transfer_stake: { BetaBasketSeedInProgress: seed },
  transfer_stake_and_hotkey: { BetaBasketSeedInProgress: seed },
  recycle_alpha: {
    NotEnoughAlphaOutToRecycle: "461 says InsufficientLiquidity where too little alpha is out",
  },
  add_collateral: {
    InsufficientTaoBalance: "the purchase was checked to leave the existential deposit",
    "Swap.ReservesTooLow": swapped,
  },
  claim_root: {
    BetaBasketSeedInProgress: seed,
    BasketDepositPending: "a claim settles what it can of the queue and leaves the rest there",
  },
  claim_root_with_hotkey: {
    BetaBasketSeedInProgress: seed,
    BasketDepositPending: "a claim settles what it can of the queue and leaves the rest there",
  },
  stake_into_basket: {
    BetaBasketSeedInProgress: seed,
    BasketHasNoWeights: "a basket without weights is bought into as it is, and an empty one keeps the TAO",
    "Swap.SwapInputTooLarge": "what is too much for a pool at once is bought in pieces",
  },
  swap_basket: { BetaBasketSeedInProgress: seed },
  sudo_set_root_claim_threshold: {
    SubnetNotExists: "only root is allowed, and it exists from the first block",
  },
}
