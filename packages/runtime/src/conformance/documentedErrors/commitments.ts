import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  set_commitment: [
    "BadOrigin",
    "AccountNotAllowedCommit",
    "TooManyFieldsInCommitmentInfo",
    "TimelockRevealFailedNotAllowed",
    "SpaceLimitExceeded",
    // On chains that ask for a deposit; 461's networks do not.
    "Balances.InsufficientBalance",
  ],
  set_max_space: ["BadOrigin"],
}

export const unreachable: UnreachableErrors = {
  set_commitment: {
    UnexpectedUnreserveLeftover: "the deposit is reserved for as long as the commitment stands",
  },
}
