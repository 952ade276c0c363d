/**
 * Takes, children, hotkey and coldkey swaps, association. Source: behaviour/keys-and-fees.md sections 2, 4, 5, 7, 9 and 10, and the
 * documentation of the calls in the metadata of 461.
 */
import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** The guard before the call raises them in another order than the call would. */
const take = [
  "BadOrigin",
  "HotKeyAccountNotExists",
  "NonAssociatedColdKey",
  "DelegateTakeTooLow",
  "DelegateTakeTooHigh",
]

const hotkeySwap = [
  "BadOrigin",
  "SubnetNotExists",
  "NonAssociatedColdKey",
  "NewHotKeyIsSameWithOld",
  "HotKeyAlreadyRegisteredInSubNet",
  "NewHotKeyNotCleanForRootSwap",
  "ColdkeyCollateralPositionsFull",
  "HotKeySwapOnSubnetIntervalNotPassed",
  "CannotUseSystemAccount",
  "NotEnoughBalanceToPaySwapHotKey",
  "InsufficientTaoBalance",
  "InvalidChild",
  "ChildParentInconsistency",
]

const coldkeySwap = [
  "BadOrigin",
  "ColdKeyAlreadyAssociated",
  "NewColdKeyIsHotkey",
  "ActiveLockExists",
  "ColdkeyCollateralIncomplete",
  "Arithmetic.Overflow",
  "Token.BelowMinimum",
]

export const documentedErrors: DocumentedErrors = {
  increase_take: [...take, "DelegateTxRateLimitExceeded"],
  decrease_take: take,
  set_childkey_take: [
    "BadOrigin",
    "NonAssociatedColdKey",
    "SubnetNotExists",
    "InvalidChildkeyTake",
    "TxChildkeyTakeRateLimitExceeded",
  ],
  sudo_set_tx_childkey_take_rate_limit: ["BadOrigin"],
  sudo_set_min_childkey_take: ["BadOrigin"],
  sudo_set_max_childkey_take: ["BadOrigin"],
  set_pending_childkey_cooldown: ["BadOrigin"],
  set_children: [
    "BadOrigin",
    "TxRateLimitExceeded",
    "RegistrationNotPermittedOnRootSubnet",
    "SubnetNotExists",
    "NonAssociatedColdKey",
    "DuplicateChild",
    "InvalidChild",
    "TooManyChildren",
    "ProportionOverflow",
    "ChildParentInconsistency",
    "NotEnoughStakeToSetChildkeys",
  ],
  set_auto_parent_delegation_enabled: ["BadOrigin", "NonAssociatedColdKey"],
  try_associate_hotkey: ["BadOrigin", "CannotUseSystemAccount"],
  associate_evm_key: [
    "BadOrigin",
    "SubnetNotExists",
    "NonAssociatedColdKey",
    "HotKeyNotRegisteredInSubNet",
    "EvmKeyAssociateRateLimitExceeded",
    "InvalidIdentity",
    "InvalidRecoveredPublicKey",
    "EvmKeyAssociationLimitExceeded",
  ],
  swap_hotkey: hotkeySwap,
  swap_hotkey_v2: [...hotkeySwap, "KeepStakeBlockedByCollateral"],
  swap_coldkey: [...coldkeySwap, "NotEnoughBalanceToPaySwapColdKey"],
  swap_coldkey_announced: [
    ...coldkeySwap,
    "ColdkeySwapAnnouncementNotFound",
    "AnnouncedColdkeyHashDoesNotMatch",
    "ColdkeySwapTooEarly",
    "ColdkeySwapDisputed",
  ],
  announce_coldkey_swap: [
    "BadOrigin",
    "ColdkeySwapReannouncedTooEarly",
    "NotEnoughBalanceToPaySwapColdKey",
    "ColdkeySwapDisputed",
  ],
  clear_coldkey_swap_announcement: [
    "BadOrigin",
    "ColdkeySwapAnnouncementNotFound",
    "ColdkeySwapClearTooEarly",
    "ColdkeySwapDisputed",
  ],
  dispute_coldkey_swap: ["BadOrigin", "ColdkeySwapAnnouncementNotFound", "ColdkeySwapDisputed"],
  reset_coldkey_swap: ["BadOrigin"],
  schedule_swap_coldkey: ["Deprecated"],
}

const seed =
  "the one-off conversion of claims into baskets that it stands for runs on chains older than baskets; none of ours is"

const ofHotkeySwap = {
  BetaBasketSeedInProgress: seed,
  HotKeySetTxRateLimitExceeded: "461 limits swaps by the interval a subnet alone",
  ProportionOverflow:
    "stored and scheduled relations were checked to stay within the whole, and a swap adds none",
  TooManyChildren: "what is scheduled was checked to be few enough, and a swap adds none",
}

const ofColdkeySwap = {
  BetaBasketSeedInProgress: seed,
  AccountRejectsLockedAlpha: "the new coldkey is made to accept locked alpha first",
  CannotUseSystemAccount: "no account of the chain's own can have become a hotkey that somebody owns",
  ColdkeyCollateralPositionsFull:
    "collateral stands on own hotkeys, and a new coldkey that has one is ColdKeyAlreadyAssociated",
  LeaseDoesNotExist: "a leased subnet's entry and its lease are written and removed together",
  "Proxy.NotFound":
    "the beneficiary's proxy was added with the lease, and only the lease's account, which has no key, could remove it",
  "Proxy.Duplicate": "only the lease's account, which has no key, could have made the new coldkey its proxy",
}

export const unreachable: UnreachableErrors = {
  set_children: {
    HotKeyAccountNotExists:
      "named in the metadata's text for the call; a hotkey without owner is NonAssociatedColdKey",
    MechanismDoesNotExist: "named in the metadata's text for the call; a missing subnet is SubnetNotExists",
  },
  set_auto_parent_delegation_enabled: {
    HotKeyNotRegisteredInSubNet: "425 asked for a place on root; 461 lets the choice be made before",
  },
  associate_evm_key: {
    UnableToRecoverPublicKey: "what recovery gives is a point of the curve, which parses",
  },
  swap_hotkey: { ...ofHotkeySwap, KeepStakeBlockedByCollateral: "this form takes all stake along" },
  swap_hotkey_v2: ofHotkeySwap,
  swap_coldkey: ofColdkeySwap,
  swap_coldkey_announced: {
    ...ofColdkeySwap,
    ColdkeySwapAnnounced: "the guard lets a coldkey go on with what it announced",
  },
  dispute_coldkey_swap: {
    ColdkeySwapAlreadyDisputed:
      "the guard of every call refuses a disputed coldkey first, with ColdkeySwapDisputed",
  },
}
