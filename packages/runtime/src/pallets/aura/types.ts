import { as, type Codec, newtype, vec } from "@taonet/primitives/scale/index"
import { AuraId } from "../../types/consensus.ts"
import { limited } from "../../types/limited.ts"

/** Block authors: `MaxAuthorities` of Aura and of AdminUtils. */
export const BoundedVecPublic: Codec<Uint8Array[]> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", vec(AuraId)), {
    params: { T: AuraId, S: undefined },
    typeName: "BoundedVec<<T as Config>::AuthorityId, T::MaxAuthorities>",
  }),
  32,
)
