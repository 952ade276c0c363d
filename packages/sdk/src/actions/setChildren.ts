import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface SetChildrenArgs {
  readonly netuid: number
  readonly hotkey: Hex
  /** Share of the hotkey's stake each child speaks for: u64, where the largest is all of it. */
  readonly children: readonly { readonly hotkey: Hex; readonly proportion: bigint }[]
}

/**
 * Schedules the children of a hotkey, which apply after the chain's waiting time (`SubtensorModule.PendingChildKeyCooldown`, blocks). An
 * empty list takes them back. The signing coldkey owns the hotkey.
 *
 * Call: `SubtensorModule.set_children`.
 * Errors: `NonAssociatedColdKey`, `InvalidChild`, `DuplicateChild`, `TooManyChildren`, `ProportionOverflow`, `TxRateLimitExceeded`.
 */
export function setChildren(
  client: Client,
  signer: Signer,
  { netuid, hotkey, children }: SetChildrenArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const list = children.map(({ proportion, hotkey: child }): [bigint, Hex] => [proportion, child])
  return submit(client, signer, calls.set_children.make({ netuid, hotkey, children: list }), options)
}
