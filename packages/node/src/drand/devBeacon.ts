import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { utf8 } from "@taonet/primitives/bytes"
import { sha256 } from "@taonet/primitives/hash"
import { offlineBeacon } from "@taonet/runtime/pallets/drand/beacon"
import type { BeaconConfiguration } from "@taonet/runtime/pallets/drand/types"

/**
 * The beacon of development chains. Everybody knows this secret, so on such a chain everybody can open what is timelocked before its time. It
 * is short as well, because a pulse then costs half: a chain that makes 10,000 blocks at once signs 833 of them.
 */
export const devBeaconSecret: Uint8Array = new Uint8Array(32)
devBeaconSecret.set(sha256(utf8("taonet development beacon")).subarray(0, 4), 28)

/** What the genesis of a chain names whose author runs the development beacon. */
export const devBeacon = (): BeaconConfiguration => offlineBeacon(beaconPublicKey(devBeaconSecret))
