import type { DevControls } from "@taonet/node/dev/index"
import { devBeacon } from "@taonet/node/drand/devBeacon"
import type { Node } from "@taonet/node/node"
import { keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { isOffline } from "@taonet/runtime/pallets/drand/beacon"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"

/**
 * Puts the development chains' beacon in the place of the other chain's, which goes by a key that nobody here has: rounds come with time
 * travel then. Both keep the same schedule. Answers whether there was anything to do; the head is another block afterwards.
 */
export async function adoptBeacon({
  chain,
  dev,
}: Pick<Node, "chain"> & { readonly dev: DevControls }): Promise<boolean> {
  if (isOffline(drand.BeaconConfig.get(chain.open(chain.head().hash)))) return false
  const { codec } = drand.BeaconConfig
  await dev.setStorage([[toHex(keyToBytes(drand.BeaconConfig.key())), toHex(encode(codec, devBeacon()))]])
  return true
}
