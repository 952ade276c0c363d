import type { StatusSource } from "./types.ts"

export interface Snapshots {
  /** The status as JSON, at most `freshMs` old, whatever the number of askers. Rejects when the source fails or hangs. */
  json(): Promise<string>
}

/** One call of the source serves all who ask at the time; a source that hangs is given up, not waited for. */
export function createSnapshots(
  source: StatusSource,
  options: { freshMs: number; timeoutMs: number; now: () => number },
): Snapshots {
  let pending: Promise<string> | null = null
  let latest: { at: number; text: string } | null = null

  async function take(): Promise<string> {
    const status = await within(
      options.timeoutMs,
      Promise.resolve().then(() => source.status()),
    )
    const text = JSON.stringify(status, (_, value) => (typeof value === "bigint" ? value.toString() : value))
    latest = { at: options.now(), text }
    return text
  }

  return {
    json() {
      if (latest && options.now() - latest.at < options.freshMs) return Promise.resolve(latest.text)
      pending ??= take().finally(() => {
        pending = null
      })
      return pending
    },
  }
}

function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no status within ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
