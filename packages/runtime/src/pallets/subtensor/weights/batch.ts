import { attempt, type DispatchErrorValue } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { events } from "../schema.ts"

/**
 * Runs `item` for each subnet of a weights batch. A failed item is undone and reported, and does not stop the others; the batch succeeds.
 * Emits what the items emit, then BatchCompletedWithErrors and a BatchWeightItemFailed for each failure, last BatchWeightsCompleted.
 */
export function runWeightsBatch(
  state: State,
  hotkey: Hex,
  netuids: readonly number[],
  item: (netuid: number, position: number) => void,
): void {
  const failures: [netuid: number, error: DispatchErrorValue][] = []
  for (const [position, netuid] of netuids.entries()) {
    const result = attempt(state, () => item(netuid, position))
    if (!result.ok) failures.push([netuid, result.error.value])
  }
  if (failures.length > 0) events.BatchCompletedWithErrors.deposit(state, undefined)
  for (const [netuid, error] of failures) events.BatchWeightItemFailed.deposit(state, [netuid, error])
  events.BatchWeightsCompleted.deposit(state, [[...netuids], hotkey])
}
