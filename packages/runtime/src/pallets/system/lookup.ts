import { failWith } from "@taonet/frame/errors"
import type { MultiAddress } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"

/** `StaticLookup`: only plain account ids resolve on this chain. Raises CannotLookup for the other forms. */
export function lookup(address: MultiAddress): Hex {
  if (address.type !== "Id") failWith({ type: "CannotLookup" })
  return address.value
}
