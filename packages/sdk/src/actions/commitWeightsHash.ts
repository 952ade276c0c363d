import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import { commitHash } from "@taonet/runtime/pallets/subtensor/weights/commitQueue"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import type { WeightsArgs } from "./setWeights.ts"

/** Of the first mechanism: the others are hidden by `commitWeights`. */
export interface HiddenWeights extends Omit<WeightsArgs, "mechid"> {
  /** u16s that nobody can guess: the same for the reveal. */
  readonly salt: readonly number[]
}

/**
 * The hotkey that signs commits to weights by their hash (commit-reveal of version 2). `revealWeights` must follow when as many epochs have
 * begun as `SubtensorModule.RevealPeriodEpochs` says, and before the next one.
 *
 * Call: `SubtensorModule.commit_weights`.
 * Errors: `CommitRevealDisabled`, `CommittingWeightsTooFast`, `TooManyUnrevealedCommits`, `NotEnoughStakeToSetWeights`.
 */
export function commitWeightsHash(
  client: Client,
  signer: Signer,
  args: HiddenWeights,
  options?: SignOptions,
): Promise<Receipt> {
  const commit_hash = weightsHash(signer.account, args)
  return submit(client, signer, calls.commit_weights.make({ netuid: args.netuid, commit_hash }), options)
}

/** What `commitWeightsHash` puts on the chain for these weights of a hotkey. */
export function weightsHash(
  hotkey: Hex,
  { netuid, uids, weights, salt, versionKey = 0 }: HiddenWeights,
): Hex {
  return commitHash(hotkey, netuid, { uids, values: weights, salt, versionKey: BigInt(versionKey) })
}
