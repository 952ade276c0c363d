import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/* What calls inside fail with is passed on by `as_derivative`, `batch_all`, `if_else`, `with_weight` and `dispatch_as_fallible`. */

/** A batch directly inside a batch is refused by the chain's call filter. */
const batch = ["BadOrigin", "TooManyCalls", "System.CallFiltered"]

export const documentedErrors: DocumentedErrors = {
  batch,
  as_derivative: ["BadOrigin"],
  batch_all: batch,
  dispatch_as: ["BadOrigin"],
  force_batch: batch,
  with_weight: ["BadOrigin"],
  if_else: ["BadOrigin"],
  dispatch_as_fallible: ["BadOrigin"],
}

export const unreachable: UnreachableErrors = {
  as_derivative: { InvalidDerivedAccount: "any 32 bytes of a hash are an account" },
}
