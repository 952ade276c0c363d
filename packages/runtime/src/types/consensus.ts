import { H256 } from "@taonet/frame/types/primitive_types"
import { Header } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bytes,
  bytesFixed,
  type Codec,
  newtype,
  struct,
  tuple,
  u32,
  u64,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"

export const GrandpaId: Codec<Uint8Array> = newtype(
  "sp_consensus_grandpa::app::Public",
  as("ed25519::Public", bytesFixed(32)),
  { typeName: "Id" },
)

export const AuraId: Codec<Uint8Array> = newtype(
  "sp_consensus_aura::sr25519::app_sr25519::Public",
  as("sr25519::Public", bytesFixed(32)),
)

export const Slot: Codec<bigint> = newtype("sp_consensus_slots::Slot", u64)

export interface Prevote {
  target_hash: Hex
  target_number: number
}
export const Prevote: Codec<Prevote> = struct<Prevote>(
  "finality_grandpa::Prevote",
  {
    target_hash: as("H", H256),
    target_number: as("N", u32),
  },
  { params: { H: H256, N: u32 } },
)

export const Signature: Codec<Uint8Array> = newtype(
  "sp_consensus_grandpa::app::Signature",
  as("ed25519::Signature", bytesFixed(64)),
)

export interface EquivocationSignature {
  round_number: bigint
  identity: Uint8Array
  first: readonly [Prevote, Uint8Array]
  second: readonly [Prevote, Uint8Array]
}
export const EquivocationSignature: Codec<EquivocationSignature> = struct<EquivocationSignature>(
  "finality_grandpa::Equivocation",
  {
    round_number: u64,
    identity: GrandpaId,
    first: as("(V, S)", tuple(Prevote, Signature)),
    second: as("(V, S)", tuple(Prevote, Signature)),
  },
  {
    params: { Id: GrandpaId, V: Prevote, S: Signature },
    typeName:
      "finality_grandpa::Equivocation<AuthorityId, finality_grandpa::Prevote<\nH, N>, AuthoritySignature,>",
  },
)

export interface Precommit {
  target_hash: Hex
  target_number: number
}
export const Precommit: Codec<Precommit> = struct<Precommit>(
  "finality_grandpa::Precommit",
  {
    target_hash: as("H", H256),
    target_number: as("N", u32),
  },
  { params: { H: H256, N: u32 } },
)

export interface EquivocationSignature2 {
  round_number: bigint
  identity: Uint8Array
  first: readonly [Precommit, Uint8Array]
  second: readonly [Precommit, Uint8Array]
}
export const EquivocationSignature2: Codec<EquivocationSignature2> = struct<EquivocationSignature2>(
  "finality_grandpa::Equivocation",
  {
    round_number: u64,
    identity: GrandpaId,
    first: as("(V, S)", tuple(Precommit, Signature)),
    second: as("(V, S)", tuple(Precommit, Signature)),
  },
  {
    params: { Id: GrandpaId, V: Precommit, S: Signature },
    typeName:
      "finality_grandpa::Equivocation<AuthorityId, finality_grandpa::Precommit\n<H, N>, AuthoritySignature,>",
  },
)

export type GrandpaEquivocation =
  | { readonly type: "Prevote"; readonly value: EquivocationSignature }
  | { readonly type: "Precommit"; readonly value: EquivocationSignature2 }
export const GrandpaEquivocation: Codec<GrandpaEquivocation> = variant<GrandpaEquivocation>(
  "sp_consensus_grandpa::Equivocation",
  {
    Prevote: v(0, EquivocationSignature),
    Precommit: v(1, EquivocationSignature2),
  },
  { params: { H: H256, N: u32 }, typeName: "Equivocation<H, N>" },
)

export interface GrandpaEquivocationProof {
  set_id: bigint
  equivocation: GrandpaEquivocation
}
export const GrandpaEquivocationProof: Codec<GrandpaEquivocationProof> = struct<GrandpaEquivocationProof>(
  "sp_consensus_grandpa::EquivocationProof",
  {
    set_id: as("SetId", u64),
    equivocation: GrandpaEquivocation,
  },
  { params: { H: H256, N: u32 }, typeName: "Box<EquivocationProof<T::Hash, BlockNumberFor<T>>>" },
)

export const SlotDuration: Codec<bigint> = newtype("sp_consensus_slots::SlotDuration", u64)

export const BabeId: Codec<Uint8Array> = newtype(
  "sp_consensus_babe::app::Public",
  as("sr25519::Public", bytesFixed(32)),
  { typeName: "Id" },
)

export type AllowedSlots = "PrimarySlots" | "PrimaryAndSecondaryPlainSlots" | "PrimaryAndSecondaryVRFSlots"
export const AllowedSlots: Codec<AllowedSlots> = unitEnum<AllowedSlots>("sp_consensus_babe::AllowedSlots", [
  "PrimarySlots",
  "PrimaryAndSecondaryPlainSlots",
  "PrimaryAndSecondaryVRFSlots",
])

export interface BabeConfiguration {
  slot_duration: bigint
  epoch_length: bigint
  c: readonly [bigint, bigint]
  authorities: (readonly [Uint8Array, bigint])[]
  randomness: Uint8Array
  allowed_slots: AllowedSlots
}
export const BabeConfiguration: Codec<BabeConfiguration> = struct<BabeConfiguration>(
  "sp_consensus_babe::BabeConfiguration",
  {
    slot_duration: u64,
    epoch_length: u64,
    c: tuple(u64, u64),
    authorities: as("Vec<(AuthorityId, BabeAuthorityWeight)>", vec(tuple(BabeId, u64))),
    randomness: as("Randomness", bytesFixed(32)),
    allowed_slots: AllowedSlots,
  },
)

export interface BabeEpochConfiguration {
  c: readonly [bigint, bigint]
  allowed_slots: AllowedSlots
}
export const BabeEpochConfiguration: Codec<BabeEpochConfiguration> = struct<BabeEpochConfiguration>(
  "sp_consensus_babe::BabeEpochConfiguration",
  {
    c: tuple(u64, u64),
    allowed_slots: AllowedSlots,
  },
)

export interface Epoch {
  epoch_index: bigint
  start_slot: bigint
  duration: bigint
  authorities: (readonly [Uint8Array, bigint])[]
  randomness: Uint8Array
  config: BabeEpochConfiguration
}
export const Epoch: Codec<Epoch> = struct<Epoch>("sp_consensus_babe::Epoch", {
  epoch_index: u64,
  start_slot: Slot,
  duration: u64,
  authorities: as("Vec<(AuthorityId, BabeAuthorityWeight)>", vec(tuple(BabeId, u64))),
  randomness: as("Randomness", bytesFixed(32)),
  config: BabeEpochConfiguration,
})

export const OpaqueKeyOwnershipProof: Codec<Uint8Array> = newtype(
  "sp_consensus_babe::OpaqueKeyOwnershipProof",
  bytes,
)

export interface EquivocationProof {
  offender: Uint8Array
  slot: bigint
  first_header: Header
  second_header: Header
}
export const EquivocationProof: Codec<EquivocationProof> = struct<EquivocationProof>(
  "sp_consensus_slots::EquivocationProof",
  {
    offender: BabeId,
    slot: Slot,
    first_header: Header,
    second_header: Header,
  },
  { params: { Header: Header, Id: BabeId } },
)
