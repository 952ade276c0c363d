import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { utf8 } from "@taonet/primitives/bytes"
import { sha256 } from "@taonet/primitives/hash"
import { offlineBeacon } from "@taonet/runtime/pallets/drand/beacon"
import type { BeaconConfiguration } from "@taonet/runtime/pallets/drand/types"

/** The beacon of development chains. Everybody knows this secret, so on such a chain everybody can open what is timelocked before its time. */
export const devBeaconSecret: Uint8Array = sha256(utf8("taonet development beacon"))

/** What the genesis of a chain names whose author runs the development beacon. */
export const devBeacon = (): BeaconConfiguration => offlineBeacon(beaconPublicKey(devBeaconSecret))
