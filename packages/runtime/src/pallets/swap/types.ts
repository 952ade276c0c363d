import { Perquintill } from "@taonet/frame/types/sp_arithmetic"
import { type Codec, i32, newtype, struct, u64, u128, untyped } from "@taonet/primitives/scale/index"

export const TickIndex: Codec<number> = newtype("pallet_subtensor_swap::pallet::TickIndex", i32)

export const PositionId: Codec<bigint> = newtype("pallet_subtensor_swap::pallet::PositionId", u128)

export interface Balancer {
  quote: bigint
}
export const Balancer: Codec<Balancer> = struct<Balancer>(
  "pallet_subtensor_swap::pallet::balancer::Balancer",
  {
    quote: Perquintill,
  },
)

export const NonZeroU64: Codec<bigint> = newtype("NonZeroU64", untyped(u64))
