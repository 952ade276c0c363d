import { fail } from "@taonet/frame/errors"
import { errors } from "../errors.ts"

/** Calls of the older pool design: kept in the interface, refused for every origin. */
export function deprecated(): never {
  fail(errors.Deprecated)
}
