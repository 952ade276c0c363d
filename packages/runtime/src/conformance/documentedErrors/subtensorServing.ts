import type { DocumentedErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {}
