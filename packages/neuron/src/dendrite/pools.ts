import { Pool } from "undici"
import type { AxonTarget } from "./types.ts"

export interface PoolOptions {
  /** Axons with open connections; the one longest unused goes first. Default 256. */
  readonly maxPools?: number
  /** To one axon; more calls wait. Default 8. */
  readonly connectionsPerAxon?: number
  /** Default 5 s. */
  readonly connectTimeoutMs?: number
}

/** One pool of connections to each axon, at most `maxPools`. */
export interface Pools {
  of(target: AxonTarget): Pool
  close(): Promise<void>
}

export function createPools(options: PoolOptions): Pools {
  const { maxPools = 256, connectionsPerAxon = 8, connectTimeoutMs = 5_000 } = options
  const pools = new Map<string, Pool>()
  const newPool = (origin: string): Pool =>
    new Pool(origin, {
      connections: connectionsPerAxon,
      connect: { timeout: connectTimeoutMs },
      keepAliveTimeout: 30_000,
    })
  return {
    of(target) {
      const origin = `http://${target.ip.includes(":") ? `[${target.ip}]` : target.ip}:${target.port}`
      const pool = pools.get(origin) ?? newPool(origin)
      // Back to the end: the first is the longest unused.
      pools.delete(origin)
      pools.set(origin, pool)
      const oldest = pools.keys().next().value
      if (pools.size > maxPools && oldest !== undefined) {
        void pools.get(oldest)?.close()
        pools.delete(oldest)
      }
      return pool
    },
    async close() {
      const all = [...pools.values()]
      pools.clear()
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}
