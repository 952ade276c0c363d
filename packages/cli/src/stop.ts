import type { Logger } from "./log.ts"

/** A terminal and npm each pass a Ctrl-C on, so one press can come twice within moments. */
const samePressMs = 500
/** After everything was closed, whatever still holds the process (a native thread, a forgotten timer) has so long to let go. */
const lingerMs = 1_000

/**
 * A signal that Ctrl-C, SIGTERM or a lost parent aborts. A second Ctrl-C ends the process at once, with code 130. In a process that
 * `taonet up` started, Ctrl-C is the parent's to answer: a terminal sends it to both.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const isChild = process.send !== undefined
  let firstAt: number | undefined
  const stop = () => {
    if (isChild) return controller.abort()
    firstAt ??= performance.now()
    if (performance.now() - firstAt > samePressMs) process.exit(130)
    controller.abort()
  }
  process.on("SIGINT", isChild ? () => undefined : stop)
  process.on("SIGTERM", stop)
  if (isChild) process.on("disconnect", stop)
  return controller.signal
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener("abort", () => resolve(), { once: true })
  })
}

/** What `work` gives, or undefined as soon as the signal aborts; what becomes of the work then is nobody's concern. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  work.catch(() => undefined)
  return Promise.race([work, aborted(signal).then(() => undefined)])
}

/** Lets the process end with this code once its verb has closed everything. */
export function finish(code = 0): void {
  process.exitCode = code
  if (process.connected) process.disconnect()
  setTimeout(() => process.exit(code), lingerMs).unref()
}

/** Wrong use: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

/** Ends the process with the message of an expected failure; anything else is a bug and keeps its stack. */
export function exitWith(error: unknown, log?: Logger): never {
  const text = failureText(error)
  if (log) log("failed", { text })
  else process.stderr.write(`taonet: ${text}\n`)
  process.exit(1)
}

function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const expected = error instanceof UsageError || "code" in error
  return expected ? error.message : (error.stack ?? error.message)
}
