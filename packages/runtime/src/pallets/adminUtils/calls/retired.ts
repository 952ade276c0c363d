import { fail } from "@taonet/frame/errors"
import { errors } from "../schema.ts"

/* Calls that are kept in the interface and refused for every origin. */

export function setNetworkPowRegistrationAllowed(): never {
  fail(errors.POWRegistrationDisabled)
}

export function setTotalIssuance(): never {
  fail(errors.Deprecated)
}
