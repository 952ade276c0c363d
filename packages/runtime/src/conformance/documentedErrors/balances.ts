/** Source: pallet_balances of the reference's SDK, as behaviour/staking.md section 14 configures it; tests of the calls name the cases. */
import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

const transfer = [
  "CannotLookup",
  "BadOrigin",
  "Token.FundsUnavailable",
  "Token.Frozen",
  "Token.BelowMinimum",
  "Arithmetic.Underflow",
  "Arithmetic.Overflow",
]

export const documentedErrors: DocumentedErrors = {
  transfer_allow_death: transfer,
  transfer_keep_alive: [...transfer, "Token.NotExpendable"],
  transfer_all: ["CannotLookup", "BadOrigin", "Token.BelowMinimum", "Arithmetic.Overflow"],
  force_transfer: transfer,
  force_unreserve: ["CannotLookup", "BadOrigin"],
  upgrade_accounts: ["BadOrigin"],
  force_set_balance: ["CannotLookup", "BadOrigin", "ConsumerRemaining", "Arithmetic.Overflow"],
  force_adjust_total_issuance: ["BadOrigin", "DeltaZero", "IssuanceDeactivated"],
  burn: ["BadOrigin", "Token.FundsUnavailable"],
}

const fungible =
  "transfers go through the fungible traits, whose refusals are Token errors; the pallet's own are of the older Currency"

export const unreachable: UnreachableErrors = {
  transfer_allow_death: {
    InsufficientBalance: fungible,
    LiquidityRestrictions: fungible,
    ExistentialDeposit: fungible,
    VestingBalance: "the chain has no vesting pallet",
  },
  transfer_keep_alive: { Expendability: fungible },
  transfer_all: {
    "Token.NotExpendable": "with keep_alive the amount leaves the existential deposit by definition",
    "Token.FundsUnavailable": "the amount is what can be spent",
  },
  burn: { "Token.NotExpendable": "what must stay is counted as not available" },
}
