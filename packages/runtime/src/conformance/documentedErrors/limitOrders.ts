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
    "ArithmeticOverflow",
    "ZeroShareInBatch",
  ],
  set_pallet_status: ["BadOrigin", "PalletHotkeyNotRegistered"],
  prune_linked_output: ["BadOrigin", "NoLinkedOutput", "LinkedOutputNotPrunable"],
}

const poolSays =
  "the pool's own answer to a trade that gives nothing comes first (AmountTooLow, InsufficientLiquidity)"

export const unreachable: UnreachableErrors = {
  execute_batched_orders: { SwapReturnedZero: poolSays },
}
