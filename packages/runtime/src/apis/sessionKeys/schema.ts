import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { KeyTypeId } from "@taonet/frame/types/sp_core"
import { bytes, option, tuple, vec } from "@taonet/primitives/scale/index"

/** Keys of a node's authoring and finality roles. */
export const SessionKeys = defineApi("SessionKeys", 1, "Keys of a node's authoring and finality roles", {
  generate_session_keys: method(
    "Creates new keys in the node's keystore and returns their public parts",
    { seed: option(bytes) },
    bytes,
  ),
  decode_session_keys: method(
    "Splits encoded session keys into single keys with their types",
    { encoded: bytes },
    option(vec(tuple(bytes, KeyTypeId))),
  ),
})
