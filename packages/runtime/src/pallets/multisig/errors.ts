import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("Multisig", 13, {
  MinimumThreshold: "The threshold must be at least 2",
  AlreadyApproved: "You have already approved this call",
  NoApprovalsNeeded: "The call needs no further approvals",
  TooFewSignatories: "The list of other signatories is empty",
  TooManySignatories: "There are more signatories than allowed",
  SignatoriesOutOfOrder: "The other signatories must be sorted by account bytes without repeats",
  SenderInSignatories: "Your own account must not be in the list of other signatories",
  NotFound: "No such pending multisig call exists",
  NotOwner: "Only the account that opened the multisig call may do this",
  NoTimepoint: "The call is already open, so its timepoint must be given",
  WrongTimepoint: "The timepoint differs from the one at which the call was opened",
  UnexpectedTimepoint: "The call is not open yet, so no timepoint may be given",
  MaxWeightTooLow: "The call needs more weight than the maximum you gave",
  AlreadyStored: "The call data is already stored",
})
