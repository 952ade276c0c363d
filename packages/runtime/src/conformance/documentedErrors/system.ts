import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  remark: [],
  set_heap_pages: ["BadOrigin"],
  set_code: ["BadOrigin", "FailedToExtractRuntimeVersion", "InvalidSpecName", "SpecVersionNeedsToIncrease"],
  set_code_without_checks: ["BadOrigin"],
  set_storage: ["BadOrigin"],
  kill_storage: ["BadOrigin"],
  kill_prefix: ["BadOrigin"],
  remark_with_event: ["BadOrigin"],
  authorize_upgrade: ["BadOrigin"],
  authorize_upgrade_without_checks: ["BadOrigin"],
  apply_authorized_upgrade: ["NothingAuthorized", "Unauthorized"],
}

const noMigrations = "461 configures no multi-block migrations, so none can be under way"
const noAccountCalls = "no call of 461 sets or ends an account's data by hand"

export const unreachable: UnreachableErrors = {
  set_code: { MultiBlockMigrationsOngoing: noMigrations },
  set_code_without_checks: { MultiBlockMigrationsOngoing: noMigrations },
  apply_authorized_upgrade: { MultiBlockMigrationsOngoing: noMigrations },
  kill_storage: { NonDefaultComposite: noAccountCalls, NonZeroRefCount: noAccountCalls },
}
