import type { Hex } from "@taonet/primitives/hex"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { type Client, readMap } from "../client.ts"

/** The free balance of an account in rao. */
export async function getBalance(
  client: Client,
  { account, at }: { account: Hex; at?: Hex },
): Promise<bigint> {
  const info = await readMap(client, system.Account, [account], at)
  return info.data.free
}
