import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("System", 0, {
  InvalidSpecName: "The new runtime has a different spec name than the one in use",
  SpecVersionNeedsToIncrease: "The new runtime's spec version is not higher than the current one",
  FailedToExtractRuntimeVersion: "No version information could be read from the supplied runtime code",
  NonDefaultComposite: "The account still holds data, so it cannot be removed",
  NonZeroRefCount: "Something on chain still depends on this account, so it cannot be removed",
  CallFiltered: "This call is not allowed here, for example by a proxy type, safe mode or batch nesting",
  MultiBlockMigrationsOngoing: "The runtime cannot be changed while a multi-block migration is running",
  NothingAuthorized: "There is no approved runtime upgrade to apply",
  Unauthorized: "The supplied runtime code does not match the approved hash",
})
