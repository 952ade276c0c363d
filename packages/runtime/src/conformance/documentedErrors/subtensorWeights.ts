/** Weights: set, committed, revealed. Source: behaviour/coinbase.md sections 0 to 3. */
import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** What every list of weights is checked for, whether it is set or revealed. */
const vector = [
  "CanNotSetRootNetworkWeights",
  "WeightVecNotEqualSize",
  "MechanismDoesNotExist",
  "UidsLengthExceedUidsInSubNet",
  "HotKeyNotRegisteredInSubNet",
  "NotEnoughStakeToSetWeights",
  "IncorrectWeightVersionKey",
  "NeuronNoValidatorPermit",
  "DuplicateUids",
  "UidVecContainInvalidOne",
  "WeightVecLengthIsLow",
  "MaxWeightExceeded",
]

const set = ["BadOrigin", "CommitRevealEnabled", "SettingWeightsTooFast", ...vector]

const commit = [
  "BadOrigin",
  "NotEnoughStakeToSetWeights",
  "CommittingWeightsTooFast",
  "MechanismDoesNotExist",
  "CommitRevealDisabled",
  "HotKeyNotRegisteredInSubNet",
  "TooManyUnrevealedCommits",
]

/** `Other`: more bytes than the reference would decode. */
const timelock = [...commit, "InvalidRevealRound", "Other"]

const reveal = ["BadOrigin", "NoWeightsCommitFound", "RevealTooEarly", "CommitRevealDisabled", ...vector]

const batch = ["BadOrigin", "InputLengthsUnequal", "NotEnoughStakeToSetWeights"]

export const documentedErrors: DocumentedErrors = {
  set_weights: set,
  set_mechanism_weights: set,
  batch_set_weights: batch,
  commit_weights: commit,
  commit_mechanism_weights: commit,
  batch_commit_weights: batch,
  reveal_weights: reveal,
  reveal_mechanism_weights: reveal,
  batch_reveal_weights: [...reveal, "InputLengthsUnequal", "InvalidRevealCommitHashNotMatch"],
  commit_timelocked_weights: [...timelock, "IncorrectCommitRevealVersion"],
  commit_timelocked_mechanism_weights: [...timelock, "IncorrectCommitRevealVersion"],
  commit_crv3_mechanism_weights: [...timelock, "IncorrectCommitRevealVersion"],
}

const expired = "the guard finds the expired commit first and answers RevealTooEarly"
const unknown = "the guard looks for the hash first and answers NoWeightsCommitFound"
const clock = "with commit-reveal on the commit was limited, and with it off the reveal is refused before"

export const unreachable: UnreachableErrors = {
  reveal_weights: {
    InvalidRevealCommitHashNotMatch: unknown,
    ExpiredWeightCommit: expired,
    SettingWeightsTooFast: clock,
  },
  reveal_mechanism_weights: {
    InvalidRevealCommitHashNotMatch: unknown,
    ExpiredWeightCommit: expired,
    SettingWeightsTooFast: clock,
  },
  batch_reveal_weights: { ExpiredWeightCommit: expired, SettingWeightsTooFast: clock },
}
