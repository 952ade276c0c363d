import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"
import type { StakePlace } from "./moveStake.ts"

export interface TransferStakeArgs {
  readonly from: StakePlace
  /** Who gets it, on which subnet: by default the same one. */
  readonly to: { readonly coldkey: Hex; readonly netuid?: number }
  /** Rao of alpha. */
  readonly amount: bigint
}

/**
 * Gives stake to another coldkey; it stays on its hotkey.
 *
 * Call: `SubtensorModule.transfer_stake`.
 * Errors: `TransferDisallowed`, `NotEnoughStakeToWithdraw`, `AmountTooLow`, `StakeUnavailable`, `HotKeyAccountNotExists`.
 */
export function transferStake(
  client: Client,
  signer: Signer,
  { from, to, amount }: TransferStakeArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const call = calls.transfer_stake.make({
    destination_coldkey: to.coldkey,
    hotkey: from.hotkey,
    origin_netuid: from.netuid,
    destination_netuid: to.netuid ?? from.netuid,
    alpha_amount: amount,
  })
  return submit(client, signer, call, options)
}
