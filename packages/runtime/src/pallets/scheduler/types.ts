import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { BlakeTwo256 } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bytesFixed,
  type Codec,
  newtype,
  option,
  struct,
  tuple,
  u8,
  u32,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { OriginCaller } from "../../types/node.ts"

export type Bounded =
  | { readonly type: "Legacy"; readonly value: { hash: Hex } }
  | { readonly type: "Inline"; readonly value: Uint8Array }
  | { readonly type: "Lookup"; readonly value: { hash: Hex; len: number } }
export const Bounded: Codec<Bounded> = variant<Bounded>(
  "frame_support::traits::preimages::Bounded",
  {
    Legacy: v(0, { hash: as("H::Output", H256) }),
    Inline: v(1, BoundedVecU8_11),
    Lookup: v(2, { hash: as("H::Output", H256), len: u32 }),
  },
  { params: { T: RuntimeCall, H: BlakeTwo256 }, typeName: "Call" },
)

export interface Scheduled {
  maybe_id: Uint8Array | undefined
  priority: number
  call: Bounded
  maybe_periodic: readonly [number, number] | undefined
  origin: OriginCaller
}
export const Scheduled: Codec<Scheduled> = struct<Scheduled>(
  "pallet_scheduler::Scheduled",
  {
    maybe_id: as("Option<Name>", option(bytesFixed(32))),
    priority: as("schedule::Priority", u8),
    call: Bounded,
    maybe_periodic: as("Option<schedule::Period<BlockNumber>>", option(tuple(u32, u32))),
    origin: as("PalletsOrigin", OriginCaller),
  },
  {
    params: {
      Name: bytesFixed(32),
      Call: Bounded,
      BlockNumber: u32,
      PalletsOrigin: OriginCaller,
      AccountId: AccountId32,
    },
  },
)

export const BoundedVecOptionScheduled: Codec<(Scheduled | undefined)[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(option(Scheduled))),
  { params: { T: option(Scheduled), S: undefined } },
)

export interface RetryConfig {
  total_retries: number
  remaining: number
  period: number
}
export const RetryConfig: Codec<RetryConfig> = struct<RetryConfig>(
  "pallet_scheduler::RetryConfig",
  {
    total_retries: u8,
    remaining: u8,
    period: as("Period", u32),
  },
  { params: { Period: u32 } },
)
