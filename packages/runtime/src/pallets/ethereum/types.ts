import { H160 } from "@taonet/frame/types/primitive_types"
import type { Hex } from "@taonet/primitives/hex"
import { type Codec, v, variant } from "@taonet/primitives/scale/index"

export type EthereumOrigin = { readonly type: "EthereumTransaction"; readonly value: Hex }
export const EthereumOrigin: Codec<EthereumOrigin> = variant<EthereumOrigin>(
  "pallet_ethereum::RawOrigin",
  {
    EthereumTransaction: v(0, H160),
  },
  { typeName: "pallet_ethereum::Origin" },
)
