import { H256 } from "@taonet/frame/types/primitive_types"
import type { Hex } from "@taonet/primitives/hex"
import { type Codec, struct, u64 } from "@taonet/primitives/scale/index"

export interface CodeMetadata {
  size: bigint
  hash: Hex
}
export const CodeMetadata: Codec<CodeMetadata> = struct<CodeMetadata>("pallet_evm::CodeMetadata", {
  size: u64,
  hash: H256,
})
