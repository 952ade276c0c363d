import { MultiSigner } from "@taonet/frame/types/sp_runtime"
import { as, type Codec, struct, u32, u64, unitStruct, vec } from "@taonet/primitives/scale/index"
import { BoundedVecU8_5, BoundedVecU8_6, BoundedVecU8_7 } from "../../types/bounded.ts"
import { limited } from "../../types/limited.ts"
import { Runtime } from "../../types/misc.ts"

const Hash32 = limited(BoundedVecU8_5, 32)

export interface Pulse {
  round: bigint
  randomness: Uint8Array
  signature: Uint8Array
}
export const Pulse: Codec<Pulse> = struct<Pulse>("pallet_drand::types::Pulse", {
  round: as("RoundNumber", u64),
  randomness: as("BoundedVec<u8, ConstU32<32>>", Hash32),
  signature: limited(BoundedVecU8_6, 144),
})

export interface PulsesPayload {
  block_number: number
  pulses: Pulse[]
  public: MultiSigner
}
export const PulsesPayload: Codec<PulsesPayload> = struct<PulsesPayload>(
  "pallet_drand::types::PulsesPayload",
  {
    block_number: as("BlockNumber", u32),
    pulses: vec(Pulse),
    public: MultiSigner,
  },
  {
    params: { Public: MultiSigner, BlockNumber: u32 },
    typeName: "PulsesPayload<T::Public, BlockNumberFor<T>>",
  },
)

export interface Metadata {
  beacon_id: Uint8Array
}
export const Metadata: Codec<Metadata> = struct<Metadata>("pallet_drand::types::Metadata", {
  beacon_id: Hash32,
})

export interface BeaconConfiguration {
  public_key: Uint8Array
  period: number
  genesis_time: number
  hash: Uint8Array
  group_hash: Uint8Array
  scheme_id: Uint8Array
  metadata: Metadata
}
export const BeaconConfiguration: Codec<BeaconConfiguration> = struct<BeaconConfiguration>(
  "pallet_drand::types::BeaconConfiguration",
  {
    public_key: limited(BoundedVecU8_7, 96),
    period: u32,
    genesis_time: u32,
    hash: Hash32,
    group_hash: Hash32,
    scheme_id: Hash32,
    metadata: Metadata,
  },
)

export interface BeaconConfigurationPayload {
  block_number: number
  config: BeaconConfiguration
  public: MultiSigner
}
export const BeaconConfigurationPayload: Codec<BeaconConfigurationPayload> =
  struct<BeaconConfigurationPayload>(
    "pallet_drand::types::BeaconConfigurationPayload",
    {
      block_number: as("BlockNumber", u32),
      config: BeaconConfiguration,
      public: MultiSigner,
    },
    {
      params: { Public: MultiSigner, BlockNumber: u32 },
      typeName: "BeaconConfigurationPayload<T::Public, BlockNumberFor<T>>",
    },
  )

export const DrandPriority: Codec<undefined> = unitStruct("pallet_drand::drand_priority::DrandPriority", {
  params: { T: Runtime },
})
