import { utf8 } from "@taonet/primitives/bytes"
import { keypairFromSeed } from "@taonet/primitives/crypto/sign"
import { sha256 } from "@taonet/primitives/hash"
import { constants } from "@taonet/runtime/pallets/drand/schema"
import type { BlockSource } from "../chain/blockSource.ts"
import { type FollowerOptions, followBeacon } from "./follower.ts"
import { createOfflineBeacon, type OfflineBeaconOptions } from "./offlineBeacon.ts"
import { createPulseFetcher, type Fetch } from "./relays.ts"

/** Where drand's pulses come from. */
export type DrandOptions =
  | ({ readonly type: "offline" } & OfflineBeaconOptions)
  /** HTTP relays of the beacon that the chain names. `fetch` is the platform's by default. */
  | { readonly type: "relays"; readonly relays: readonly string[]; readonly fetch?: Fetch }

export interface Pulses {
  readonly sources: readonly BlockSource[]
  close(): void
}

type Services = Pick<FollowerOptions, "chain" | "pool" | "clock" | "log">

export function openPulses(options: DrandOptions | undefined, services: Services): Pulses {
  if (options?.type === "offline") return { sources: [createOfflineBeacon(options)], close: () => {} }
  if (!options) return { sources: [], close: () => {} }
  const { chain, clock } = services
  const { relays, fetch = globalThis.fetch } = options
  const timeoutMs = Number(constants.HttpFetchTimeout.get(chain.open(chain.head().hash)))
  const fetchPulse = createPulseFetcher({ relays, fetch, clock, timeoutMs })
  const pair = keypairFromSeed("sr25519", sha256(utf8("taonet sender of pulses")))
  return { sources: [], close: followBeacon({ ...services, fetchPulse, pair }).close }
}
