import {
  as,
  type Codec,
  newtype,
  option,
  struct,
  tuple,
  u32,
  u64,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { GrandpaId } from "../../types/consensus.ts"

export type StoredState =
  | { readonly type: "Live" }
  | { readonly type: "PendingPause"; readonly value: { scheduled_at: number; delay: number } }
  | { readonly type: "Paused" }
  | { readonly type: "PendingResume"; readonly value: { scheduled_at: number; delay: number } }
export const StoredState: Codec<StoredState> = variant<StoredState>(
  "pallet_grandpa::StoredState",
  {
    Live: v(0),
    PendingPause: v(1, { scheduled_at: as("N", u32), delay: as("N", u32) }),
    Paused: v(2),
    PendingResume: v(3, { scheduled_at: as("N", u32), delay: as("N", u32) }),
  },
  { params: { N: u32 } },
)

export const WeakBoundedVecTuplePublicU64: Codec<(readonly [Uint8Array, bigint])[]> = newtype(
  "bounded_collections::weak_bounded_vec::WeakBoundedVec",
  as("Vec<T>", vec(tuple(GrandpaId, u64))),
  { params: { T: tuple(GrandpaId, u64), S: undefined }, typeName: "BoundedAuthorityList<Limit>" },
)

export interface StoredPendingChange {
  scheduled_at: number
  delay: number
  next_authorities: (readonly [Uint8Array, bigint])[]
  forced: number | undefined
}
export const StoredPendingChange: Codec<StoredPendingChange> = struct<StoredPendingChange>(
  "pallet_grandpa::StoredPendingChange",
  {
    scheduled_at: as("N", u32),
    delay: as("N", u32),
    next_authorities: WeakBoundedVecTuplePublicU64,
    forced: as("Option<N>", option(u32)),
  },
  { params: { N: u32, Limit: undefined } },
)
