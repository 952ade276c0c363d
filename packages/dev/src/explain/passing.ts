import type { State } from "@taonet/frame/state"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"

/** Nobody waits for longer: at 12 s a block these are four years. */
const farthest = 10_512_000

/**
 * The first block after the state's in which `passes` holds, when nothing but time changes: what waits for time comes to hold once and for
 * all. The state is a scratch one: its block number moves. Undefined when time does not help.
 */
export function firstBlockWhere(state: State, passes: (state: State) => boolean): number | undefined {
  const head = system.Number.get(state)
  const passesIn = (block: number): boolean => {
    system.Number.set(state, block)
    return passes(state)
  }
  try {
    let low = head
    let high = head + 1
    while (!passesIn(high)) {
      low = high
      high = head + (high - head) * 2
      if (high - head > farthest) return undefined
    }
    while (high - low > 1) {
      const middle = low + ((high - low) >> 1)
      if (passesIn(middle)) high = middle
      else low = middle
    }
    return high
  } finally {
    system.Number.set(state, head)
  }
}

/** The block of the subnet's next epoch, and of those after it, if none is triggered or put off. */
export function epochBlock(state: State, netuid: number, epochs = 1): number | undefined {
  const tempo = subtensor.Tempo.get(state, netuid)
  if (tempo === 0 || epochs < 1) return undefined
  const head = system.Number.get(state)
  const pending = Number(subtensor.PendingEpochAt.get(state, netuid))
  const regular = Number(subtensor.LastEpochBlock.get(state, netuid)) + tempo
  const next = Math.max(head + 1, pending > 0 ? Math.min(pending, regular) : regular)
  return next + (epochs - 1) * tempo
}
