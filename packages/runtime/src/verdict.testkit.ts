/** For tests of pallets: how a dispatch went, in one word. Never imported by product code. */
import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import type { DispatchErrorValue } from "@taonet/frame/errors"
import { palletSchemas } from "./schemas.ts"

/** `ok`, `Pallet.Error`, or the type of a plain error with its detail, as `Token.Frozen`. */
export const verdictOf = (result: DispatchResult): string =>
  result.ok ? "ok" : errorName(result.error.value)

export function errorName(error: DispatchErrorValue): string {
  if (error.type !== "Module") return "value" in error ? `${error.type}.${error.value}` : error.type
  const schema = palletSchemas.find(({ index }) => index === error.value.index)
  const name = Object.values(schema?.tables.errors ?? {}).find(
    ({ index }) => index === error.value.error[0],
  )?.name
  return `${schema?.name}.${name}`
}
