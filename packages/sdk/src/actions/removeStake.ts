import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

import type { PriceLimit } from "./addStake.ts"

export interface RemoveStakeArgs extends PriceLimit {
  readonly hotkey: Hex
  readonly netuid: number
  /** Rao of alpha, or the whole position. */
  readonly amount: bigint | "all"
}

/**
 * Unstakes alpha from a hotkey on a subnet, for TAO. More than there is counts as all of it.
 *
 * Call: `SubtensorModule.remove_stake`, with a limit `SubtensorModule.remove_stake_limit`, for all of it
 * `SubtensorModule.remove_stake_full_limit`.
 * Errors: `AmountTooLow`, `HotKeyAccountNotExists`, `StakeUnavailable`, `RootStakeLocked`, `SlippageTooHigh`.
 */
export function removeStake(
  client: Client,
  signer: Signer,
  { hotkey, netuid, amount, limitPrice, allowPartial = false }: RemoveStakeArgs,
  options?: SignOptions,
): Promise<Receipt> {
  if (amount === "all") {
    const all = { hotkey, netuid, limit_price: limitPrice }
    return submit(client, signer, calls.remove_stake_full_limit.make(all), options)
  }
  const args = { hotkey, netuid, amount_unstaked: amount }
  const call =
    limitPrice === undefined
      ? calls.remove_stake.make(args)
      : calls.remove_stake_limit.make({ ...args, limit_price: limitPrice, allow_partial: allowPartial })
  return submit(client, signer, call, options)
}
