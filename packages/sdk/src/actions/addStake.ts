import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

/** Stakes TAO (rao) to a hotkey on a subnet, at the pool's price. */
export function addStake(
  client: Client,
  signer: Signer,
  { hotkey, netuid, amount }: { hotkey: Hex; netuid: number; amount: bigint },
): Promise<Receipt> {
  return submit(client, signer, calls.add_stake.make({ hotkey, netuid, amount_staked: amount }))
}
