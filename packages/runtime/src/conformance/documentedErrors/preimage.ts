import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  note_preimage: ["BadOrigin", "TooBig", "AlreadyNoted", "Token.CannotCreateHold", "Token.FundsUnavailable"],
  unnote_preimage: ["BadOrigin", "NotNoted", "NotAuthorized"],
  request_preimage: ["BadOrigin"],
  unrequest_preimage: ["BadOrigin", "NotRequested"],
  ensure_updated: ["BadOrigin", "TooFew", "TooMany"],
}

export const unreachable: UnreachableErrors = {
  unnote_preimage: {
    Requested: "what is requested stays and only its deposit returns; no code raises it",
    NotRequested: "root's call ends a request only where there is one",
  },
}
