import type { QueryCounts, QueryStatus } from "./types.ts"

/** As the gateway tells of it. */
export type LoggedQuery = Omit<QueryStatus, "netuid">

export interface QueryLog {
  add(query: LoggedQuery): void
  /** The newest of each subnet, newest first. */
  last(): QueryStatus[]
  /** Of all since the start. */
  counts(netuid: number): QueryCounts
}

export interface QueryLogOptions {
  /** The subnet of a model, undefined for one that there is not. */
  readonly netuidOf: (model: string) => number | undefined
  /** Kept of each subnet, so that a busy one does not drive the others' out. */
  readonly perSubnet?: number
}

/** Clients name models; a page needs no more of it. */
const modelLengthMax = 80
const none: QueryCounts = { answered: 0, failed: 0 }

/** The last queries, for the page; give `add` to the gateway as `onQuery`. */
export function createQueryLog({ netuidOf, perSubnet = 10 }: QueryLogOptions): QueryLog {
  let queries: QueryStatus[] = []
  const counts = new Map<number | null, QueryCounts>()
  return {
    add(query) {
      const netuid = netuidOf(query.model) ?? null
      const { answered, failed } = counts.get(netuid) ?? none
      const good = query.code === null
      counts.set(netuid, { answered: answered + (good ? 1 : 0), failed: failed + (good ? 0 : 1) })
      let left = perSubnet
      queries = [{ ...query, netuid, model: query.model.slice(0, modelLengthMax) }, ...queries].filter(
        (one) => one.netuid !== netuid || left-- > 0,
      )
    },
    last: () => queries,
    counts: (netuid) => counts.get(netuid) ?? none,
  }
}
