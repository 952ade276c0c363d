import { blake2_128Concat, defineStorage, map } from "@taonet/frame/schema/storage"
import { bool } from "@taonet/primitives/scale/index"
import { PrecompileEnum } from "./types.ts"

export const storage = defineStorage("AdminUtils", {
  PrecompileEnable: map(
    "EVM precompile → whether it is switched on",
    [blake2_128Concat(PrecompileEnum)],
    bool,
    true,
  ),
})
