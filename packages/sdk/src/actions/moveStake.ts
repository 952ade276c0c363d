import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

import type { PriceLimit } from "./addStake.ts"

export interface StakePlace {
  readonly hotkey: Hex
  readonly netuid: number
}

export interface MoveStakeArgs extends PriceLimit {
  readonly from: StakePlace
  readonly to: StakePlace
  /** Rao of the origin's alpha. */
  readonly amount: bigint
}

/**
 * Moves stake to another hotkey, another subnet, or both. A limit is on the ratio of both prices.
 *
 * Call: `SubtensorModule.move_stake`, with a limit `SubtensorModule.move_stake_limit`.
 * Errors: `HotKeyAccountNotExists`, `NotEnoughStakeToWithdraw`, `AmountTooLow`, `StakeUnavailable`, `SlippageTooHigh`.
 */
export function moveStake(
  client: Client,
  signer: Signer,
  { from, to, amount, limitPrice, allowPartial = false }: MoveStakeArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const args = {
    origin_hotkey: from.hotkey,
    destination_hotkey: to.hotkey,
    origin_netuid: from.netuid,
    destination_netuid: to.netuid,
    alpha_amount: amount,
  }
  const call =
    limitPrice === undefined
      ? calls.move_stake.make(args)
      : calls.move_stake_limit.make({ ...args, limit_price: limitPrice, allow_partial: allowPartial })
  return submit(client, signer, call, options)
}
