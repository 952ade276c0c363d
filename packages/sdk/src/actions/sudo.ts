import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/sudo/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/**
 * Runs a call with root rights. Rejects with DispatchRejected when the inner call fails. Of a signer who does not hold the sudo key the node
 * takes nothing: TransactionInvalid, "Invalid signing address".
 *
 * Call: `Sudo.sudo`. Errors: whatever the call raises.
 */
export function sudo(
  client: Client,
  signer: Signer,
  call: RuntimeCallValue,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, calls.sudo.make({ call }), options)
}

/**
 * Runs a call as if `who` had signed it. For holders of the sudo key, as `sudo`.
 *
 * Call: `Sudo.sudo_as`. Errors: whatever the call raises.
 */
export function sudoAs(
  client: Client,
  signer: Signer,
  { who, call }: { readonly who: Hex; readonly call: RuntimeCallValue },
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, calls.sudo_as.make({ who: { type: "Id", value: who }, call }), options)
}
