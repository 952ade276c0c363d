import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/sudo/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** Runs a call with root rights; the signer must hold the sudo key. Rejects when the inner call fails. */
export function sudo(client: Client, signer: Signer, call: RuntimeCallValue): Promise<Receipt> {
  return submit(client, signer, calls.sudo.make({ call }))
}

/** Runs a call as if `who` had signed it. */
export function sudoAs(
  client: Client,
  signer: Signer,
  { who, call }: { who: Hex; call: RuntimeCallValue },
): Promise<Receipt> {
  return submit(client, signer, calls.sudo_as.make({ who: { type: "Id", value: who }, call }))
}
