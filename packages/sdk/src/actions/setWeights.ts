import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface WeightsArgs {
  readonly netuid: number
  readonly uids: readonly number[]
  /** u16, only proportions matter. */
  readonly weights: readonly number[]
  /** At least the subnet's `weights_version`. Default 0. */
  readonly versionKey?: number
  /** Which of the subnet's mechanisms they are for; default 0, which every subnet has. */
  readonly mechid?: number
}

/**
 * Sets the signing hotkey's weights over uids of a subnet, for all to see. `publishWeights` does it in the way that the subnet asks for.
 *
 * Call: `SubtensorModule.set_weights`, for other mechanisms than the first `SubtensorModule.set_mechanism_weights`.
 * Errors: `CommitRevealEnabled`, `SettingWeightsTooFast`, `NeuronNoValidatorPermit`, `NotEnoughStakeToSetWeights`,
 * `HotKeyNotRegisteredInSubNet`, `IncorrectWeightVersionKey`, `MechanismDoesNotExist`.
 */
export function setWeights(
  client: Client,
  signer: Signer,
  { netuid, uids, weights, versionKey = 0, mechid = 0 }: WeightsArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const args = { netuid, dests: [...uids], weights: [...weights], version_key: BigInt(versionKey) }
  const call =
    mechid === 0 ? calls.set_weights.make(args) : calls.set_mechanism_weights.make({ ...args, mecid: mechid })
  return submit(client, signer, call, options)
}
