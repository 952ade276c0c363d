import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import { commitHash } from "@taonet/runtime/pallets/subtensor/weights/commitQueue"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import type { WeightsArgs } from "./commitWeights.ts"

export interface HiddenWeights extends WeightsArgs {
  /** u16s that nobody can guess: the same for the reveal. */
  readonly salt: readonly number[]
}

/** Commits to weights by their hash (commit-reveal of version 2); `revealWeights` must follow in the right epoch. */
export function commitWeightsHash(
  client: Client,
  signer: Signer,
  args: HiddenWeights,
  options?: SignOptions,
): Promise<Receipt> {
  const commit_hash = weightsHash(signer.account, args)
  return submit(client, signer, calls.commit_weights.make({ netuid: args.netuid, commit_hash }), options)
}

export function weightsHash(
  hotkey: Hex,
  { netuid, uids, weights, salt, versionKey = 0 }: HiddenWeights,
): Hex {
  return commitHash(hotkey, netuid, { uids, values: weights, salt, versionKey: BigInt(versionKey) })
}
