import type { QueryStatus } from "./types.ts"

export interface QueryLog {
  add(query: QueryStatus): void
  /** Newest first. */
  last(): QueryStatus[]
}

/** The last queries, for the page; give `add` to the gateway as `onQuery`. */
export function createQueryLog(max = 30): QueryLog {
  let queries: QueryStatus[] = []
  return {
    add(query) {
      queries = [query, ...queries].slice(0, max)
    },
    last: () => queries,
  }
}
