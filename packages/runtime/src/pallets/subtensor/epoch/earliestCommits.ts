import type { State } from "@taonet/frame/state"
import { uidOf } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { isExpired } from "../weights/commitQueue.ts"

/**
 * Block of each uid's oldest commit on a mechanism that may still be revealed; null for none. Weights on neurons that registered after it are
 * masked: the committer could not know them.
 *
 * The epoch counter has already been advanced for the epoch that asks.
 */
export function earliestCommitBlocks(
  state: State,
  netuid: number,
  index: number,
  n: number,
): (bigint | null)[] {
  const blocks: (bigint | null)[] = new Array(n).fill(null)
  const window = {
    epoch: storage.SubnetEpochIndex.get(state, netuid),
    period: storage.RevealPeriodEpochs.get(state, netuid),
  }
  const note = (uid: number | undefined, block: bigint): void => {
    if (uid === undefined || uid >= n) return
    const known = blocks[uid] ?? null
    if (known === null || block < known) blocks[uid] = block
  }
  for (const [[, hotkey], queue] of storage.WeightCommits.entries(state, index)) {
    const open = queue.find(([, epoch]) => !isExpired(window, epoch))
    if (open) note(uidOf(state, netuid, hotkey), open[2])
  }
  for (const [[, epoch], entries] of storage.TimelockedWeightCommits.entries(state, index)) {
    if (isExpired(window, epoch)) continue
    for (const [hotkey, block] of entries) note(uidOf(state, netuid, hotkey), block)
  }
  return blocks
}
