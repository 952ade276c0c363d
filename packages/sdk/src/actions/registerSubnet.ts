import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/subtensor/schema"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface RegisteredSubnet extends Receipt {
  readonly netuid: number
}

/**
 * Creates a subnet that the signer owns, at the current lock cost. Its emission starts with `SubtensorModule.start_call`.
 *
 * Call: `SubtensorModule.register_network`.
 * Errors: `CannotAffordLockCost`, `NetworkTxRateLimitExceeded`, `SubnetLimitReached`, `NonAssociatedColdKey`.
 */
export async function registerSubnet(
  client: Client,
  signer: Signer,
  { hotkey }: { hotkey: Hex },
  options?: SignOptions,
): Promise<RegisteredSubnet> {
  const receipt = await submit(client, signer, calls.register_network.make({ hotkey }), options)
  const added = receipt.events.find(
    ({ event }) => event.type === "SubtensorModule" && event.value.type === "NetworkAdded",
  )
  const [netuid] = (added?.event.value.value ?? []) as readonly number[]
  if (netuid === undefined) throw new Error("the chain told of no new subnet")
  return { ...receipt, netuid }
}
