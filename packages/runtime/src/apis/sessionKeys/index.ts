import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { utf8 } from "@taonet/primitives/bytes"
import { SessionKeys } from "./schema.ts"

const KEY_LENGTH = 32
const AURA = utf8("aura")
const GRANDPA = utf8("gran")

/** Making keys needs the node's keystore, which the runtime does not reach: generate_session_keys is left out. */
export const sessionKeysImpl = implementApi(SessionKeys, {
  decode_session_keys: (_state, { encoded }) =>
    encoded.length === 2 * KEY_LENGTH
      ? [
          [encoded.slice(0, KEY_LENGTH), AURA],
          [encoded.slice(KEY_LENGTH), GRANDPA],
        ]
      : undefined,
})
