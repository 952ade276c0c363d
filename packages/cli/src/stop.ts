/** A signal that Ctrl-C, SIGTERM or a lost parent aborts; a second Ctrl-C ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
  process.on("disconnect", stop)
  return controller.signal
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener("abort", () => resolve(), { once: true })
  })
}

/** Wrong use: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

/** Ends the process with the message of an expected failure; anything else is a bug and keeps its stack. */
export function exitWith(error: unknown): never {
  const expected = error instanceof Error && (error.name === "UsageError" || "code" in error)
  process.stderr.write(
    `taonet: ${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}
