import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface BurnedRegisterArgs {
  readonly netuid: number
  readonly hotkey: Hex
  /** The most to pay, in rao. Without it the price of the block is taken whatever it is. */
  readonly limitPrice?: bigint
}

/**
 * Registers a hotkey on a subnet; the signing coldkey pays the current burn price and owns the hotkey.
 *
 * Call: `SubtensorModule.burned_register`, with a limit `SubtensorModule.register_limit`.
 * Errors: `HotKeyAlreadyRegisteredInSubNet`, `NotEnoughBalanceToStake`, `SubNetRegistrationDisabled`, `RegistrationPriceLimitExceeded`.
 */
export function burnedRegister(
  client: Client,
  signer: Signer,
  { netuid, hotkey, limitPrice }: BurnedRegisterArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const call =
    limitPrice === undefined
      ? calls.burned_register.make({ netuid, hotkey })
      : calls.register_limit.make({ netuid, hotkey, limit_price: limitPrice })
  return submit(client, signer, call, options)
}
