import type { UnsignedRule } from "@taonet/frame/pallet"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { type calls, storage } from "./schema.ts"

/**
 * Whoever has the code that root has authorized may bring it, without signature and before all else. Source: frame_system
 * `validate_unsigned`.
 */
export const validateUnsigned: UnsignedRule = (state, call) => {
  const authorized = storage.AuthorizedUpgrade.get(state)
  if (call.value.type === "apply_authorized_upgrade" && authorized) {
    const { code } = call.value.value as ArgsOf<typeof calls.apply_authorized_upgrade>
    if (toHex(blake2b256(code)) === authorized.code_hash) return welcome(authorized.code_hash)
  }
  return { ok: false, error: { type: "Invalid", value: { type: "Call" } } }
}

const welcome = (tag: `0x${string}`): ReturnType<UnsignedRule> => ({
  ok: true,
  value: { priority: U64_MAX, requires: [], provides: [tag], longevity: U64_MAX, propagate: true },
})
