import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { bool, bytes, bytesFixed, option } from "@taonet/primitives/scale/index"
import { SelfContainedExtrinsic } from "../../types/extrinsic.ts"
import { ShieldedTransaction } from "../../types/misc.ts"

/** Encrypted transactions, used by the block author. */
export const ShieldApi = defineApi("ShieldApi", 1, "Encrypted transactions, used by the block author", {
  try_decode_shielded_tx: method(
    "Returns the encrypted part of a shielded transaction, or none",
    { uxt: SelfContainedExtrinsic },
    option(ShieldedTransaction),
  ),
  is_shielded_using_current_key: method(
    "Says whether a key hash belongs to the key valid for the next block",
    { key_hash: bytesFixed(16) },
    bool,
  ),
  try_unshield_tx: method(
    "Decrypts a shielded transaction with the given key, or returns none",
    { dec_key_bytes: bytes, shielded_tx: ShieldedTransaction },
    option(SelfContainedExtrinsic),
  ),
})
