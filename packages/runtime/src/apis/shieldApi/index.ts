import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { equalBytes } from "@taonet/primitives/bytes"
import { twox128 } from "@taonet/primitives/hash"
import { storage } from "../../pallets/mevShield/storage.ts"
import { ShieldApi } from "./schema.ts"

/** Decoding and decrypting shielded transactions comes with the MevShield logic. */
export const shieldApiImpl = implementApi(ShieldApi, {
  // Asked at the parent of the block being built: what is pending there is current in that block.
  is_shielded_using_current_key: (state, { key_hash }) => {
    const pending = storage.PendingKey.get(state)
    return pending !== undefined && equalBytes(twox128(pending), key_hash)
  },
})
