import { as, type Codec, newtype } from "@taonet/primitives/scale/index"
import { TaoBalance } from "./subtensorCommon.ts"

export const HoldConsideration: Codec<bigint> = newtype(
  "frame_support::traits::tokens::fungible::HoldConsideration",
  as("F::Balance", TaoBalance),
  { params: { A: undefined, F: undefined, R: undefined, D: undefined, Fp: undefined } },
)
