import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

import type { HiddenWeights } from "./commitWeightsHash.ts"

/**
 * Reveals and applies what `commitWeightsHash` committed to, of the hotkey that signs.
 *
 * Call: `SubtensorModule.reveal_weights`.
 * Errors: `RevealTooEarly` (and when it is too late), `NoWeightsCommitFound`, `CommitRevealDisabled`, and those of weights that are set.
 */
export function revealWeights(
  client: Client,
  signer: Signer,
  { netuid, uids, weights, salt, versionKey = 0 }: HiddenWeights,
  options?: SignOptions,
): Promise<Receipt> {
  const call = calls.reveal_weights.make({
    netuid,
    uids: [...uids],
    values: [...weights],
    salt: [...salt],
    version_key: BigInt(versionKey),
  })
  return submit(client, signer, call, options)
}
