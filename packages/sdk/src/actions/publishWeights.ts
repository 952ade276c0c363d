import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { type Client, readMap } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import type { Receipt } from "../transaction/submit.ts"
import { commitWeights } from "./commitWeights.ts"
import { setWeights, type WeightsArgs } from "./setWeights.ts"

/** Sets weights in the way that the subnet asks for: `setWeights`, or `commitWeights` where validators must not see each other's. */
export async function publishWeights(
  client: Client,
  signer: Signer,
  args: WeightsArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const hidden = await readMap(client, storage.CommitRevealWeightsEnabled, [args.netuid])
  return hidden ? commitWeights(client, signer, args, options) : setWeights(client, signer, args, options)
}
