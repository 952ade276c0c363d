import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

const signatories = [
  "TooFewSignatories",
  "TooManySignatories",
  "SignatoriesOutOfOrder",
  "SenderInSignatories",
]
/** What all calls of a pending operation check first. */
const operation = ["BadOrigin", "MinimumThreshold", ...signatories]
/** A deposit needs the TAO, and the existential deposit besides while something else consumes the account. */
const deposit = ["Balances.InsufficientBalance", "ConsumerRemaining"]
const timepoints = ["UnexpectedTimepoint", "NoTimepoint", "WrongTimepoint"]

export const documentedErrors: DocumentedErrors = {
  as_multi_threshold_1: ["BadOrigin", ...signatories],
  as_multi: [...operation, ...timepoints, "MaxWeightTooLow", "AlreadyApproved", ...deposit],
  approve_as_multi: [...operation, ...timepoints, "AlreadyApproved", ...deposit],
  cancel_as_multi: [...operation, "NotFound", "WrongTimepoint", "NotOwner"],
  poke_deposit: [...operation, "NotFound", "NotOwner", ...deposit],
}

const unused = "left from an earlier version of the pallet, which stored calls; no code raises it"

export const unreachable: UnreachableErrors = {
  as_multi: {
    NoApprovalsNeeded: unused,
    AlreadyStored: unused,
    "Balances.LiquidityRestrictions": "nothing on this chain locks or freezes TAO",
  },
}
