import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/balances/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** Sends TAO (rao); the sender's account stays alive. */
export function transfer(
  client: Client,
  signer: Signer,
  { to, amount }: { to: Hex; amount: bigint },
): Promise<Receipt> {
  return submit(
    client,
    signer,
    calls.transfer_keep_alive.make({ dest: { type: "Id", value: to }, value: amount }),
  )
}
