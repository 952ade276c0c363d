import type { Clock } from "@taonet/neuron/clock"
import { FetchError } from "./fetchError.ts"

export interface HostGateOptions {
  /** Requests that may wait for one host; more are refused with HostBusy. Default 64. */
  readonly queueMax?: number
  /** Hosts that are remembered. Default 10,000. */
  readonly hostsMax?: number
}

/** One request at a time to each host, and a pause between them. */
export interface HostGate {
  /** Runs `work` when it is its turn, at least `intervalMs` after the start of the one before. */
  run<T>(host: string, intervalMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>
  /** The host asked to be left alone. */
  rest(host: string, milliseconds: number): void
}

interface HostState {
  last: Promise<unknown>
  waiting: number
  /** On the monotonic clock. */
  nextAt: number
}

export function createHostGate(clock: Clock, options: HostGateOptions = {}): HostGate {
  const { queueMax = 64, hostsMax = 10_000 } = options
  const hosts = new Map<string, HostState>()

  function stateOf(host: string): HostState {
    const known = hosts.get(host)
    if (known) return known
    if (hosts.size >= hostsMax) forgetIdle(hosts, clock.milliseconds())
    if (hosts.size >= hostsMax) throw new FetchError("HostBusy", "too many hosts at a time")
    const state = { last: Promise.resolve(), waiting: 0, nextAt: 0 }
    hosts.set(host, state)
    return state
  }

  return {
    async run(host, intervalMs, signal, work) {
      const state = stateOf(host)
      if (state.waiting >= queueMax) throw new FetchError("HostBusy", `${host} has a long queue`)
      state.waiting++
      const turn = state.last.then(async () => {
        const wait = state.nextAt - clock.milliseconds()
        if (wait > 0) await clock.sleep(wait, signal)
        signal.throwIfAborted()
        state.nextAt = clock.milliseconds() + intervalMs
        return work()
      })
      state.last = turn.catch(() => undefined)
      return turn.finally(() => state.waiting--)
    },
    rest(host, milliseconds) {
      const state = stateOf(host)
      state.nextAt = Math.max(state.nextAt, clock.milliseconds() + milliseconds)
    },
  }
}

function forgetIdle(hosts: Map<string, HostState>, now: number): void {
  for (const [host, state] of hosts) if (state.waiting === 0 && state.nextAt <= now) hosts.delete(host)
}
