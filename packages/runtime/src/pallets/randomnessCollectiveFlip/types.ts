import { H256 } from "@taonet/frame/types/primitive_types"
import type { Hex } from "@taonet/primitives/hex"
import { as, type Codec, newtype, vec } from "@taonet/primitives/scale/index"

export const BoundedVecH256: Codec<Hex[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(H256)),
  { params: { T: H256, S: undefined } },
)
