import type { ConstantOverrides } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { StorageKey } from "@taonet/state/types"
import type { BeaconConfiguration } from "../pallets/drand/types.ts"
import type { SubtensorGenesis } from "../pallets/subtensor/genesis.ts"

/** A network as data: who it is, its constants, its first state. The pallets are the same in all. */
export interface ChainSpec {
  /** What `system_chain` answers, and the id of its database. */
  readonly name: string
  readonly id: string
  readonly chainType: "Live" | "Local" | "Development"
  readonly properties: {
    readonly tokenSymbol: string
    readonly tokenDecimals: number
    readonly ss58Format: number
  }
  /** Constants that differ from the tables (which hold the fast localnet's values), by `Pallet.Name`. */
  readonly constants: ConstantOverrides
  readonly genesis: Genesis
  /** All of the first state, as a raw Substrate chain spec gives it. Nothing of `genesis` is written then. */
  readonly rawGenesis?: ReadonlyMap<StorageKey, Uint8Array>
}

export interface Genesis {
  /** Free balances in rao. */
  readonly balances: readonly (readonly [Hex, bigint])[]
  readonly sudo: Hex | undefined
  /** Block authors: sr25519 keys (their 32 bytes are also the author's account). */
  readonly authorities: readonly Hex[]
  /** Finality voters: ed25519 keys. */
  readonly grandpa: readonly Hex[]
  readonly subtensor: SubtensorGenesis
  /** The randomness beacon whose pulses the chain takes; quicknet without. */
  readonly drand?: BeaconConfiguration
}
