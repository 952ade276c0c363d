/**
 * For tests of pallets: notes which outcomes of which calls the tests have really seen, for scripts/callCoverage.ts. Writes only where the
 * environment variable TAONET_REACHED names a folder. Never imported by product code.
 */
import { appendFileSync } from "node:fs"
import { join } from "node:path"
import type { Dispatcher, DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { verdictOf } from "./verdict.testkit.ts"

const folder = process.env.TAONET_REACHED
const seen = new Set<string>()

/** Notes how a call went, and gives the result back. For tests that dispatch by other ways than a test chain's. */
export function noteOutcome(call: RuntimeCallValue, result: DispatchResult): DispatchResult {
  if (folder === undefined) return result
  const line = `${call.type}.${call.value.type} ${verdictOf(result)}\n`
  if (seen.has(line)) return result
  seen.add(line)
  appendFileSync(join(folder, `${process.pid}.txt`), line)
  return result
}

/** A dispatcher that notes what it was asked from outside; calls inside calls are not noted, they only show through the outer one. */
export function notingDispatcher(inner: Dispatcher): Dispatcher {
  let depth = 0
  return {
    info: inner.info,
    dispatch(state, origin, call, options) {
      depth++
      try {
        const result = inner.dispatch(state, origin, call, options)
        return depth === 1 ? noteOutcome(call, result) : result
      } finally {
        depth--
      }
    },
  }
}
