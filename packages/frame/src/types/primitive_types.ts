import type { Hex } from "@taonet/primitives/hex"
import { array, type Codec, hexFixed, newtype, u64 } from "@taonet/primitives/scale/index"

export const H256: Codec<Hex> = hexFixed("primitive_types::H256", 32)

export const H160: Codec<Hex> = hexFixed("primitive_types::H160", 20)

export const U256: Codec<bigint[]> = newtype("primitive_types::U256", array(u64, 4))
