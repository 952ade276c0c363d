import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** Registers a hotkey on a subnet; the signing coldkey pays the current burn price and owns the hotkey. */
export function burnedRegister(
  client: Client,
  signer: Signer,
  { netuid, hotkey }: { netuid: number; hotkey: Hex },
): Promise<Receipt> {
  return submit(client, signer, calls.burned_register.make({ netuid, hotkey }))
}
