import type { State } from "@taonet/frame/state"
import { storage as commitments } from "@taonet/runtime/pallets/commitments/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"

/** Rounds for which timelocked commitments wait, whether due or not. */
export function roundsOfCommitments(state: State): bigint[] {
  return commitments.TimelockedIndex.get(state).flatMap(([netuid, who]) =>
    (commitments.CommitmentOf.get(state, netuid, who)?.info.fields ?? []).flatMap((field) =>
      field.type === "TimelockEncrypted" ? [field.value.reveal_round] : [],
    ),
  )
}

/** Rounds for which timelocked weights of any subnet wait, whether due or not. */
export function roundsOfWeights(state: State): bigint[] {
  return [...subtensor.TimelockedWeightCommits.entries(state)].flatMap(([, commits]) =>
    commits.map(([, , , round]) => round),
  )
}
