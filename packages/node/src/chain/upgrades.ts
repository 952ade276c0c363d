import type { Runtime } from "@taonet/frame/runtime"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader } from "@taonet/state/types"

/** From this block's state on, the chain has this runtime. */
export interface Upgrade {
  readonly from: number
  readonly runtime: Runtime
}

/** The runtime that the code in a state names, where it is a later one than `runtime`. */
export const runtimeIn = (runtime: Runtime, reader: KvReader): Runtime | undefined =>
  runtime.successor?.(runtime.open(createOverlay(reader)))

/**
 * The upgrades up to a stored head, read off the code of its states: a program that starts on them has seen none of them happen. States that the
 * store no longer has count as the oldest version's, as nobody can read them. Costs a state an upgrade and halving, and one where there was none.
 */
export function upgradesUpTo(
  head: number,
  runtime: Runtime,
  readerAt: (number: number) => KvReader | undefined,
): readonly Upgrade[] {
  const runtimeAt = (number: number): Runtime => {
    const reader = readerAt(number)
    return (reader && runtimeIn(runtime, reader)) ?? runtime
  }
  const found: Upgrade[] = [{ from: 0, runtime }]
  /** All in (low, high]; a chain never goes back to an older runtime. */
  function search(low: number, lowRuntime: Runtime, high: number, highRuntime: Runtime): void {
    if (lowRuntime === highRuntime) return
    if (high - low <= 1) {
      found.push({ from: high, runtime: highRuntime })
      return
    }
    const middle = (low + high) >> 1
    const middleRuntime = runtimeAt(middle)
    search(low, lowRuntime, middle, middleRuntime)
    search(middle, middleRuntime, high, highRuntime)
  }
  search(-1, runtime, head, runtimeAt(head))
  return found
}
