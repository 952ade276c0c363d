import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

import { getStorage } from "./getStorage.ts"

export interface SetTakeArgs {
  readonly hotkey: Hex
  /** Share of dividends in u16: 11 796 is 18 %. */
  readonly take: number
}

/**
 * Raises or lowers what a hotkey keeps of its nominators' dividends. Rejects with RangeError when the take is that already.
 *
 * Call: `SubtensorModule.increase_take`, which is limited in time, or `SubtensorModule.decrease_take`.
 * Errors: `DelegateTakeTooHigh`, `DelegateTakeTooLow`, `DelegateTxRateLimitExceeded`, `NonAssociatedColdKey`.
 */
export async function setTake(
  client: Client,
  signer: Signer,
  { hotkey, take }: SetTakeArgs,
  options?: SignOptions,
): Promise<Receipt> {
  const current = await getStorage(client, "SubtensorModule.Delegates", [hotkey])
  if (current === take) throw new RangeError(`the take is ${take} already`)
  const call = take > current ? calls.increase_take : calls.decrease_take
  return submit(client, signer, call.make({ hotkey, take }), options)
}
