import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/**
 * Registers a hotkey of the signing coldkey on the root network (netuid 0), in the place of the one with the least stake when it is full.
 *
 * Call: `SubtensorModule.root_register`.
 * Errors: `HotKeyAlreadyRegisteredInSubNet`, `StakeTooLowForRoot`, `TooManyRegistrationsThisBlock`.
 */
export function rootRegister(
  client: Client,
  signer: Signer,
  { hotkey }: { hotkey: Hex },
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, calls.root_register.make({ hotkey }), options)
}
