import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** Sets the signing hotkey's weights (u16, only proportions matter) over uids of a subnet. */
export function setWeights(
  client: Client,
  signer: Signer,
  {
    netuid,
    uids,
    weights,
    versionKey = 0,
  }: { netuid: number; uids: readonly number[]; weights: readonly number[]; versionKey?: number },
  options?: SignOptions,
): Promise<Receipt> {
  const args = { netuid, dests: [...uids], weights: [...weights], version_key: BigInt(versionKey) }
  return submit(client, signer, calls.set_weights.make(args), options)
}
