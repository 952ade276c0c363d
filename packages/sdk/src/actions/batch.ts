import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface BatchArgs {
  readonly calls: readonly RuntimeCallValue[]
  /** `all`: all or none. `upToFailure`: what came before a failure stays. `each`: failures do not stop the others. Default `all`. */
  readonly mode?: "all" | "upToFailure" | "each"
}

const callOfMode = { all: utility.batch_all, upToFailure: utility.batch, each: utility.force_batch }

/**
 * Runs calls in one transaction. Rejects with DispatchRejected at the first failure, except in mode `each`, where events tell.
 *
 * Call: `Utility.batch_all`, `Utility.batch`, `Utility.force_batch`.
 * Errors: `TooManyCalls`, `System.CallFiltered`, and whatever the calls raise.
 */
export function batch(
  client: Client,
  signer: Signer,
  { calls, mode = "all" }: BatchArgs,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, callOfMode[mode].make({ calls: [...calls] }), options)
}
