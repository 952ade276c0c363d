import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface PriceLimit {
  /** The worst price, in rao of TAO for one alpha; without it the pool's price is taken whatever it is. */
  readonly limitPrice?: bigint
  /** With a limit: trades as much as it allows, instead of all or nothing. Default false. */
  readonly allowPartial?: boolean
}

export interface AddStakeArgs extends PriceLimit {
  readonly hotkey: Hex
  readonly netuid: number
  /** Rao of TAO. */
  readonly amount: bigint
}

/**
 * Stakes TAO to a hotkey on a subnet: the pool gives alpha for it. Anybody may, to any hotkey that has an owner.
 *
 * Call: `SubtensorModule.add_stake`, with a limit `SubtensorModule.add_stake_limit`.
 * Errors: `AmountTooLow`, `NotEnoughBalanceToStake`, `HotKeyAccountNotExists`, `SubtokenDisabled`, `SlippageTooHigh`.
 */
export function addStake(
  client: Client,
  signer: Signer,
  { hotkey, netuid, amount, limitPrice, allowPartial = false }: AddStakeArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const args = { hotkey, netuid, amount_staked: amount }
  const call =
    limitPrice === undefined
      ? calls.add_stake.make(args)
      : calls.add_stake_limit.make({ ...args, limit_price: limitPrice, allow_partial: allowPartial })
  return submit(client, signer, call, options)
}
