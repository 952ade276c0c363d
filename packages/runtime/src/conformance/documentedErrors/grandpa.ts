import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  report_equivocation: [],
  report_equivocation_unsigned: [],
  note_stalled: ["BadOrigin"],
}

const noProof = "the proof of key ownership has a type without values, so no such call can be decoded"
const report = {
  ok: noProof,
  InvalidKeyOwnershipProof: noProof,
  InvalidEquivocationProof: noProof,
  DuplicateOffenceReport: noProof,
}

export const unreachable: UnreachableErrors = {
  report_equivocation: report,
  report_equivocation_unsigned: report,
}
