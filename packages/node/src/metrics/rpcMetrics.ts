import { Counter, Histogram, type Registry } from "prom-client"
import type { RpcObserver } from "../rpc/observer.ts"

/** Microseconds, as Substrate has them. */
const callBuckets = [5, 25, 100, 500, 1000, 2500, 10_000, 25_000, 100_000, 1_000_000, 10_000_000]
const sessionBuckets = [1, 10, 60, 600, 3600, 86_400]

/** Calls and sessions. Labels that do not change are resolved once: a call is counted in a microsecond. */
export function rpcMetrics(registry: Registry): RpcObserver {
  const registers = [registry]
  const started = new Counter({
    name: "substrate_rpc_calls_started",
    help: "Number of received RPC calls (unique un-batched requests)",
    labelNames: ["protocol", "method"],
    registers,
  })
  const finished = new Counter({
    name: "substrate_rpc_calls_finished",
    help: "Number of processed RPC calls (unique un-batched requests)",
    labelNames: ["protocol", "method", "is_error", "is_rate_limited"],
    registers,
  })
  const time = new Histogram({
    name: "substrate_rpc_calls_time",
    help: "Total time [μs] of processed RPC calls",
    labelNames: ["protocol", "method", "is_rate_limited"],
    buckets: callBuckets,
    registers,
  })
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers })
  const opened = counter("substrate_rpc_sessions_opened", "Number of persistent RPC sessions opened")
  const closed = counter("substrate_rpc_sessions_closed", "Number of persistent RPC sessions closed")
  const cutOff = counter("taonet_rpc_clients_cut_off", "Clients that did not read what they asked for")
  const sessionTime = new Histogram({
    name: "substrate_rpc_sessions_time",
    help: "Total time [s] for each websocket session",
    labelNames: ["protocol"],
    buckets: sessionBuckets,
    registers,
  })
  const startedOf = remembered((protocol, method) => started.labels(protocol, method))
  const timeOf = remembered((protocol, method) => time.labels(protocol, method, "false"))
  const finishedOf = remembered((protocol, method) => finished.labels(protocol, method, "false", "false"))

  return {
    callStarted: (protocol, method) => startedOf(protocol, method).inc(),
    callFinished({ protocol, method, isError, isRateLimited, ms }) {
      const limited = String(isRateLimited)
      if (!isError) finishedOf(protocol, method).inc()
      else finished.labels(protocol, method, "true", limited).inc()
      if (!isRateLimited) timeOf(protocol, method).observe(ms * 1000)
      else time.labels(protocol, method, limited).observe(ms * 1000)
    },
    sessionOpened: () => opened.inc(),
    sessionClosed(seconds) {
      closed.inc()
      sessionTime.labels("ws").observe(seconds)
    },
    clientCutOff: () => cutOff.inc(),
  }
}

/** Methods are a closed set, so what is remembered is bounded. */
function remembered<T>(
  make: (protocol: string, method: string) => T,
): (protocol: string, method: string) => T {
  const made = new Map<string, T>()
  return (protocol, method) => {
    const key = `${protocol} ${method}`
    const known = made.get(key) ?? make(protocol, method)
    made.set(key, known)
    return known
  }
}
