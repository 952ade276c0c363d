/** What one server, and one client of it, may take. Every queue and every body that strangers can grow is bounded here. */
export interface RpcLimits {
  /** Connections of any kind; more are closed as they come. */
  readonly maxConnections: number
  /** One request, by frame or by body. */
  readonly maxRequestBytes: number
  /** Characters of one answer. A whole map of a large chain must fit; see client-surface, `state_getKeys`. */
  readonly maxResponseBytes: number
  readonly maxBatchRequests: number
  readonly maxSubscriptionsPerConnection: number
  /** Requests of one client that are worked on at once; the rest wait in line, and then in the client's own buffers. */
  readonly maxInFlightPerConnection: number
  /** What a client has not read yet: beyond this it is cut off. */
  readonly maxQueuedBytes: number
  /** Calls of one connection a minute, of a batch each by itself; more are refused. Unlimited without. */
  readonly callsPerMinute?: number
}

export const defaultRpcLimits: RpcLimits = {
  maxConnections: 1000,
  maxRequestBytes: 15 * 1024 * 1024,
  maxResponseBytes: 256 * 1024 * 1024,
  maxBatchRequests: 1000,
  maxSubscriptionsPerConnection: 1024,
  maxInFlightPerConnection: 32,
  maxQueuedBytes: 64 * 1024 * 1024,
}

/** Answers whether one more call may be made now. A full minute's calls may come at once. */
export function rateLimit(callsPerMinute: number | undefined, monotonicMs: () => number): () => boolean {
  if (callsPerMinute === undefined) return () => true
  let left = callsPerMinute
  let at = monotonicMs()
  return () => {
    const now = monotonicMs()
    left = Math.min(callsPerMinute, left + ((now - at) * callsPerMinute) / 60_000)
    at = now
    if (left < 1) return false
    left--
    return true
  }
}
