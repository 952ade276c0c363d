import type { State } from "@taonet/frame/state"
import { minBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"

/**
 * `get_next_epoch_start_block`: a tempo after the last epoch, or earlier if one was triggered; undefined without a tempo. Answers for
 * unknown subnets, too, and may lie in the past when epochs were deferred.
 */
export function nextEpochStartBlock(state: State, netuid: number): bigint | undefined {
  const tempo = storage.Tempo.get(state, netuid)
  if (tempo === 0) return undefined
  const due = saturatingAddU64(storage.LastEpochBlock.get(state, netuid), BigInt(tempo))
  const triggered = storage.PendingEpochAt.get(state, netuid)
  return triggered > 0n ? minBigint(due, triggered) : due
}
