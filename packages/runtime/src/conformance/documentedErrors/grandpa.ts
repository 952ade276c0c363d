import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/** No proof of key ownership exists on a chain without sessions: on the wire the calls cannot even be decoded. */
export const documentedErrors: DocumentedErrors = {
  report_equivocation: ["BadOrigin", "InvalidKeyOwnershipProof"],
  report_equivocation_unsigned: ["BadOrigin", "InvalidKeyOwnershipProof"],
  note_stalled: ["BadOrigin"],
}

const noProof = "no proof of key ownership can be given, and that is checked first"
const report = { ok: noProof, InvalidEquivocationProof: noProof, DuplicateOffenceReport: noProof }

export const unreachable: UnreachableErrors = {
  report_equivocation: report,
  report_equivocation_unsigned: report,
  note_stalled: {
    PauseFailed: "461 pauses finality by no call",
    ResumeFailed: "461 resumes finality by no call",
  },
}
