import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import type { DispatchErrorValue } from "@taonet/frame/errors"
import type { Result } from "@taonet/primitives/scale/index"

/** The wire form of how a call inside a call went, for events. */
export const outcome = (result: DispatchResult): Result<undefined, DispatchErrorValue> =>
  result.ok ? { ok: true, value: undefined } : { ok: false, error: result.error.value }
