import type { DocumentedErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  announce_next_key: ["BadOrigin", "Unreachable", "BadEncKeyLen"],
  submit_encrypted: ["BadOrigin"],
  store_encrypted: ["BadOrigin", "TooManyPendingExtrinsics"],
  set_max_pending_extrinsics_number: ["BadOrigin"],
  set_on_initialize_weight: ["BadOrigin", "WeightExceedsAbsoluteMax"],
  set_stored_extrinsic_lifetime: ["BadOrigin"],
  set_max_extrinsic_weight: ["BadOrigin", "WeightExceedsAbsoluteMax"],
}
