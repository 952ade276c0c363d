import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

const end = ["CannotEndInPast", "BlockDurationTooShort", "BlockDurationTooLong"]
/** Who signs must have created the crowdloan, and it must still be open to changes. */
const own = ["BadOrigin", "InvalidCrowdloanId", "AlreadyFinalized", "InvalidOrigin"]

export const documentedErrors: DocumentedErrors = {
  create: [
    "BadOrigin",
    "DepositTooLow",
    "CapTooLow",
    "MinimumContributionTooLow",
    "InvalidFinalizationConfig",
    ...end,
    "InsufficientBalance",
    "Overflow",
    "Preimage.TooBig",
    // Free TAO that another pallet's reserve needs to stay.
    "Token.Frozen",
  ],
  contribute: [
    "BadOrigin",
    "InvalidCrowdloanId",
    "ContributionPeriodEnded",
    "CapRaised",
    "ContributionTooLow",
    "MaxContributorsReached",
    "MaxContributionReached",
    "InsufficientBalance",
    "Token.Frozen",
  ],
  withdraw: [
    "BadOrigin",
    "InvalidCrowdloanId",
    "AlreadyFinalized",
    "NoContribution",
    "DepositCannotBeWithdrawn",
  ],
  // Besides what its call fails with.
  finalize: [
    "BadOrigin",
    "InvalidCrowdloanId",
    "InvalidOrigin",
    "CapNotRaised",
    "AlreadyFinalized",
    "AlreadyFinalizing",
    "InvalidFinalizationConfig",
    "CallUnavailable",
    "FundsNotSettled",
  ],
  refund: own,
  dissolve: [...own, "NoContribution", "NotReadyToDissolve"],
  update_min_contribution: [...own, "MinimumContributionTooLow", "MinimumContributionTooHigh"],
  update_end: [...own, ...end],
  update_cap: [...own, "CapTooLow"],
  set_max_contribution: [...own, "MaximumContributionTooLow"],
}

const bounded = "what is raised is at most the cap, which is a balance"

export const unreachable: UnreachableErrors = {
  contribute: { Overflow: bounded, Underflow: "the cap was found above what is raised" },
  withdraw: { Underflow: "a contribution is part of what is raised, and the count includes its account" },
  refund: {
    Overflow: "at most 50 refunds are counted",
    Underflow: "contributions are part of what is raised, and the count includes their accounts",
    ContributionPeriodNotEnded: "461 refunds at any time before the end; no code raises it",
  },
}
