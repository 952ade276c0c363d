import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/* On 461's networks deposits are not configured: `enter` and `extend` are refused there, and succeed on a chain that offers them. */

const placing = ["NotConfigured", "AlreadyDeposited", "CurrencyError"]

export const documentedErrors: DocumentedErrors = {
  enter: ["BadOrigin", "Entered", ...placing],
  force_enter: ["BadOrigin", "Entered"],
  extend: ["BadOrigin", "Exited", ...placing],
  force_extend: ["BadOrigin", "Exited"],
  force_exit: ["BadOrigin", "Exited"],
  force_slash_deposit: ["BadOrigin", "NoDeposit"],
  release_deposit: ["BadOrigin", "NoDeposit", "Entered", "NotConfigured", "CannotReleaseYet"],
  force_release_deposit: ["BadOrigin", "NoDeposit"],
}

const held = "a deposit that is written down is held, and an account that holds can always take it back"

export const unreachable: UnreachableErrors = {
  force_slash_deposit: { CurrencyError: held },
  release_deposit: { CurrencyError: held },
  force_release_deposit: { CurrencyError: held },
}
