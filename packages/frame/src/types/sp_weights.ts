import { type Codec, compact, struct, u64 } from "@taonet/primitives/scale/index"

export interface Weight {
  ref_time: bigint
  proof_size: bigint
}
export const Weight: Codec<Weight> = struct<Weight>("sp_weights::weight_v2::Weight", {
  ref_time: compact(u64),
  proof_size: compact(u64),
})

export interface RuntimeDbWeight {
  read: bigint
  write: bigint
}
export const RuntimeDbWeight: Codec<RuntimeDbWeight> = struct<RuntimeDbWeight>(
  "sp_weights::RuntimeDbWeight",
  {
    read: u64,
    write: u64,
  },
)
