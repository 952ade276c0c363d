import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/balances/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface TransferArgs {
  readonly to: Hex
  /** Rao, or all that can be sent. */
  readonly amount: bigint | "all"
  /** Whether the sender's account must stay above the existential deposit. Default true. */
  readonly keepAlive?: boolean
}

/**
 * Sends TAO.
 *
 * Call: `Balances.transfer_keep_alive`, without it `Balances.transfer_allow_death`, for all of it `Balances.transfer_all`.
 * Errors: `Token.FundsUnavailable`, `Token.NotExpendable` (the account would end), `Token.BelowMinimum` (the receiver's would not begin).
 */
export function transfer(
  client: Client,
  signer: Signer,
  { to, amount, keepAlive = true }: TransferArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const dest = { type: "Id", value: to } as const
  if (amount === "all")
    return submit(client, signer, calls.transfer_all.make({ dest, keep_alive: keepAlive }), options)
  const call = keepAlive ? calls.transfer_keep_alive : calls.transfer_allow_death
  return submit(client, signer, call.make({ dest, value: amount }), options)
}
