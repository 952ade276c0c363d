import { devBeacon, devBeaconSecret } from "@taonet/node/drand/devBeacon"
import type { DrandOptions } from "@taonet/node/drand/options"
import { publicRelays } from "@taonet/node/drand/relays"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"

export interface DrandFlags {
  readonly drand: "offline" | "quicknet" | "none"
  readonly drandRelay?: readonly string[]
}

/**
 * Where a chain gets its pulses from. `offline`: its author runs a beacon, which genesis names; this works without internet, but not for
 * clients that encrypt to quicknet's fixed key, as Bittensor's Python tools do. `quicknet`: as on the real network, through HTTP relays.
 */
export function withDrand(
  spec: ChainSpec,
  { drand, drandRelay }: DrandFlags,
): { readonly spec: ChainSpec; readonly drand?: DrandOptions } {
  switch (drand) {
    case "offline":
      // A given first state names its beacon itself: nobody here has its secret.
      if (spec.rawGenesis !== undefined) return { spec }
      return {
        spec: { ...spec, genesis: { ...spec.genesis, drand: devBeacon() } },
        drand: { type: "offline", secret: devBeaconSecret },
      }
    case "quicknet":
      return { spec, drand: { type: "relays", relays: drandRelay ?? publicRelays } }
    case "none":
      return { spec }
  }
}
