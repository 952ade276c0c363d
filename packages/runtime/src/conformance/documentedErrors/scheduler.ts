import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** A full agenda, and a call of more than four mebibytes, which no preimage may have. */
const placing = ["BadOrigin", "Exhausted", "Preimage.TooBig"]
const existing = ["BadOrigin", "NotFound"]

export const documentedErrors: DocumentedErrors = {
  schedule: [...placing, "TargetBlockNumberInPast"],
  cancel: existing,
  schedule_named: [...placing, "TargetBlockNumberInPast", "FailedToSchedule"],
  cancel_named: existing,
  schedule_after: placing,
  schedule_named_after: [...placing, "FailedToSchedule"],
  set_retry: existing,
  set_retry_named: existing,
  cancel_retry: existing,
  cancel_retry_named: existing,
}

const later = "the block after this one plus any number is not in the past"
const noReschedule = "461 has no call that reschedules; only other pallets could, and none does"

export const unreachable: UnreachableErrors = {
  schedule: { FailedToSchedule: "only a name can be taken", RescheduleNoChange: noReschedule },
  schedule_named: { RescheduleNoChange: noReschedule },
  schedule_after: { TargetBlockNumberInPast: later },
  schedule_named_after: { TargetBlockNumberInPast: later },
  cancel: { Named: "the reference's call cancels named tasks by address too; no code raises it" },
}
