import type { State } from "@taonet/frame/state"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { changeOwnerByConviction } from "../locks/ownerChange.ts"
import { events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { hasUniqueHotkeys, isEpochDue } from "./schedule.ts"

/** Alpha in rao that an epoch hands out. */
export interface PendingAlpha {
  readonly server: bigint
  readonly validator: bigint
  readonly root: bigint
  readonly ownerCut: bigint
}

/**
 * Takes the pending alpha of the subnets whose epoch runs in this block, ascending by netuid, and moves every due subnet's schedule on. At most
 * MaxEpochsPerBlock run; the others are due again in the next block. A subnet with doubled hotkeys loses its slot and keeps what is pending.
 * Source: behaviour/coinbase.md section 6 step 5.
 */
export function drainPendingEmission(
  state: State,
  netuids: readonly number[],
): [netuid: number, pending: PendingAlpha][] {
  const block = currentBlock(state)
  const cap = storage.MaxEpochsPerBlock.get(state)
  const drained: [number, PendingAlpha][] = []
  for (const netuid of netuids) {
    countBlock(state, netuid)
    if (!isEpochDue(state, netuid, block)) continue
    if (drained.length >= cap) {
      storage.PendingEpochAt.set(state, netuid, block + 1n)
      events.EpochDeferred.deposit(state, { netuid, from_block: block, to_block: block + 1n })
      continue
    }
    if (hasUniqueHotkeys(state, netuid)) {
      drained.push([netuid, takePending(state, netuid)])
      changeOwnerByConviction(state, netuid)
    } else events.EpochSkipped.deposit(state, { netuid, block })
    storage.LastEpochBlock.set(state, netuid, block)
    storage.PendingEpochAt.set(state, netuid, 0n)
    storage.SubnetEpochIndex.mutate(state, netuid, (index) => saturatingAddU64(index, 1n))
  }
  return drained.sort(([a], [b]) => a - b)
}

/** One block more since the last epoch. More than a tempo says only that the epoch is overdue, so counting ends there. */
function countBlock(state: State, netuid: number): void {
  const most = BigInt(storage.Tempo.get(state, netuid)) + 1n
  const blocks = storage.BlocksSinceLastStep.get(state, netuid)
  storage.BlocksSinceLastStep.set(state, netuid, minBigint(blocks + 1n, most))
}

function takePending(state: State, netuid: number): PendingAlpha {
  storage.BlocksSinceLastStep.set(state, netuid, 0n)
  const take = (item: typeof storage.PendingServerEmission): bigint => {
    const pending = item.get(state, netuid)
    item.set(state, netuid, 0n)
    return pending
  }
  return {
    server: take(storage.PendingServerEmission),
    validator: take(storage.PendingValidatorEmission),
    root: take(storage.PendingRootAlphaDivs),
    ownerCut: take(storage.PendingOwnerCut),
  }
}
