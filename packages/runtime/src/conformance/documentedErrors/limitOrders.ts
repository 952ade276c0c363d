import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** What is checked of every order, alone or in a batch. */
const order = [
  "RootNetUidNotAllowed",
  "ChainIdMismatch",
  "InvalidSignature",
  "OrderSignerFrozen",
  "OrderAlreadyProcessed",
  "OrderCancelled",
  "OrderExpired",
  "PriceConditionNotMet",
  "RelayerMissMatch",
  "NoLinkedOutput",
  "LinkedOutputSignerMismatch",
  "LinkedOutputAssetMismatch",
  "LinkedOutputExpired",
  "LinkedAmountResolvedToZero",
  "PartialFillNotSupportedForLinkedAmount",
  "PartialFillNotSupportedForProvider",
  "RelayerRequiredForPartialFill",
  "PartialFillsNotEnabled",
  "IncorrectPartialFillAmount",
]

/** What a trade of stake can fail with. */
const trade = [
  "SubnetNotExists",
  "SubtokenDisabled",
  "HotKeyAccountNotExists",
  "AmountTooLow",
  "NotEnoughStakeToWithdraw",
  "StakeUnavailable",
  "SlippageTooHigh",
  "InsufficientTaoBalance",
].map((error) => `SubtensorModule.${error}`)

export const documentedErrors: DocumentedErrors = {
  execute_orders: [
    "BadOrigin",
    "LimitOrdersDisabled",
    ...order,
    ...trade,
    "SubtensorModule.NotEnoughBalanceToStake",
    // A sale that the pool gives nothing for.
    "SubtensorModule.InsufficientLiquidity",
    // A fee too small for an account that is not there yet.
    "Token.BelowMinimum",
  ],
  cancel_order: ["BadOrigin", "Unauthorized", "OrderAlreadyProcessed"],
  execute_batched_orders: [
    "BadOrigin",
    "LimitOrdersDisabled",
    ...order,
    ...trade,
    "DuplicateOrderInBatch",
    "OrderNetUidMismatch",
    "ZeroShareInBatch",
    // A rest that the pool gives nothing for.
    "Swap.ReservesTooLow",
  ],
  set_pallet_status: ["BadOrigin", "PalletHotkeyNotRegistered"],
  prune_linked_output: ["BadOrigin", "NoLinkedOutput", "LinkedOutputNotPrunable"],
}

export const unreachable: UnreachableErrors = {
  execute_batched_orders: {
    SwapReturnedZero: "the pool itself refuses a trade that gives nothing (Swap.ReservesTooLow)",
    ArithmeticOverflow:
      "the buyers' TAO is only divided where it is worth less than the sellers' alpha, which is counted in 64 bits",
  },
}
