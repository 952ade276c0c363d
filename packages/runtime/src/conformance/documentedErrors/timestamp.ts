import type { DocumentedErrors } from "./types.ts"

/** Where the reference panics this chain fails with `Other`: the inherent is mandatory, so the block is invalid either way. */
export const documentedErrors: DocumentedErrors = { set: ["BadOrigin", "Other"] }
