/** Registration of neurons and subnets, what owners do, leases, root's settings. Source: behaviour/subnets.md sections 2 to 8. */
import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** Paid for with a purchase on the subnet's pool, whose errors pass through. */
const burned = [
  "BadOrigin",
  "RegistrationNotPermittedOnRootSubnet",
  "SubnetNotExists",
  "SubNetRegistrationDisabled",
  "HotKeyAlreadyRegisteredInSubNet",
  "NotEnoughBalanceToStake",
  "CannotUseSystemAccount",
  "NonAssociatedColdKey",
  "NoNeuronIdAvailable",
  "InsufficientLiquidity",
  "ColdkeyCollateralPositionsFull",
  "Swap.SwapInputTooLarge",
  "Swap.ReservesTooLow",
  "Swap.PriceLimitExceeded",
  "Token.BelowMinimum",
]

const network = [
  "BadOrigin",
  "NonAssociatedColdKey",
  "CannotUseSystemAccount",
  "SubNetRegistrationDisabled",
  "NetworkTxRateLimitExceeded",
  "SubnetLimitReached",
  "CannotAffordLockCost",
  "LockIdOverFlow",
  "InsufficientTaoBalance",
  "Overflow",
  "Token.BelowMinimum",
]

const dissolve = ["BadOrigin", "SubnetNotExists", "NetworkDissolveAlreadyQueued", "Overflow"]

export const documentedErrors: DocumentedErrors = {
  burned_register: burned,
  // Those of the proof of work: on chains that ask for one.
  register: [
    ...burned,
    "TooManyRegistrationsThisBlock",
    "TooManyRegistrationsThisInterval",
    "TransactorAccountShouldBeHotKey",
    "InvalidWorkBlock",
    "InvalidDifficulty",
    "InvalidSeal",
  ],
  register_limit: [...burned, "RegistrationPriceLimitExceeded"],
  root_register: [
    "RootNetworkDoesNotExist",
    "BadOrigin",
    "TooManyRegistrationsThisBlock",
    "TooManyRegistrationsThisInterval",
    "HotKeyAlreadyRegisteredInSubNet",
    "CannotUseSystemAccount",
    "NoNeuronIdAvailable",
    "StakeTooLowForRoot",
    "InsufficientTaoBalance",
  ],
  register_network: network,
  register_network_with_identity: [...network, "InvalidIdentity"],
  dissolve_network: dissolve,
  root_dissolve_network: dissolve,
  start_call: ["BadOrigin", "SubnetNotExists", "FirstEmissionBlockNumberAlreadySet", "StartCallNotReady"],
  update_symbol: ["BadOrigin", "SymbolDoesNotExist", "SymbolAlreadyInUse"],
  set_tempo: [],
  set_activity_cutoff_factor: [],
  trigger_epoch: [
    "BadOrigin",
    "DynamicTempoBlockedByCommitReveal",
    "EpochTriggerAlreadyPending",
    "AutoEpochAlreadyImminent",
    "TxRateLimitExceeded",
  ],
  register_leased_network: [
    "BadOrigin",
    "Crowdloan.InvalidCrowdloanId",
    "InvalidLeaseBeneficiary",
    "LeaseCannotEndInThePast",
    "Overflow",
    "InsufficientTaoBalance",
    "NonAssociatedColdKey",
    "SubNetRegistrationDisabled",
    "NetworkTxRateLimitExceeded",
    "SubnetLimitReached",
    "CannotAffordLockCost",
    "LockIdOverFlow",
    "LeaseNetuidNotFound",
    "Balances.InsufficientBalance",
    "Token.BelowMinimum",
  ],
  terminate_lease: [
    "BadOrigin",
    "LeaseDoesNotExist",
    "ExpectedBeneficiaryOrigin",
    "LeaseHasNoEndBlock",
    "LeaseHasNotEnded",
    "BeneficiaryDoesNotOwnHotkey",
    "CannotUseSystemAccount",
  ],
}

const seeded = "the one-time seed of 461's upgrade never runs: our chains start with baskets"

export const unreachable: UnreachableErrors = {
  burned_register: {
    "Swap.InsufficientLiquidity": "a trade never gives more than the reserve it is priced on",
    "Swap.ReservesOutOfBalance": "registration sets a pool up with even weights",
  },
  register_network: { BetaBasketSeedInProgress: seeded },
  register_network_with_identity: { BetaBasketSeedInProgress: seeded },
  register_leased_network: {
    BetaBasketSeedInProgress: seeded,
    CannotUseSystemAccount: "the lease's hotkey is a hash, which has no subnet account's form",
  },
  start_call: { NeedWaitingMoreBlocksToStarCall: "461 answers StartCallNotReady" },
  terminate_lease: {
    "Proxy.NotFound":
      "nobody signs for the lease's coldkey, and the beneficiary's proxy type may not take proxies away",
  },
}
