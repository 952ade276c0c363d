import { DendriteError, type DendriteErrorCode } from "./errors.ts"

/** One time limit over a whole call, joined with the caller's own signal. */
export interface Deadline {
  readonly signal: AbortSignal
  readonly limitMs: number
  readonly expired: () => boolean
  readonly stop: () => void
}

export function startDeadline(limitMs: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let expired = false
  const timer = setTimeout(() => {
    expired = true
    controller.abort()
  }, limitMs)
  const onOuter = (): void => controller.abort()
  if (outer?.aborted) controller.abort()
  else outer?.addEventListener("abort", onOuter, { once: true })
  return {
    signal: controller.signal,
    limitMs,
    expired: () => expired,
    stop: () => {
      clearTimeout(timer)
      outer?.removeEventListener("abort", onOuter)
    },
  }
}

/** Whatever the HTTP client threw, as one of our codes; `otherwise` names the stage that failed. */
export function translate(error: unknown, deadline: Deadline, otherwise: DendriteErrorCode): DendriteError {
  if (error instanceof DendriteError) return error
  if (deadline.expired())
    return new DendriteError("Timeout", `no complete answer within ${deadline.limitMs} ms`)
  if (deadline.signal.aborted) return new DendriteError("Aborted", "the call was aborted")
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "UND_ERR_CONNECT_TIMEOUT")
    return new DendriteError("Timeout", "no connection in time", { cause: error })
  const message =
    otherwise === "Refused" ? "no connection to the axon" : "the connection ended before the answer did"
  return new DendriteError(otherwise, code === "" ? message : `${message} (${code})`, { cause: error })
}
