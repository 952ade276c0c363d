import { parseShielded } from "@taonet/primitives/shield/shielded"
import { refuseCustom, type TransactionExtension } from "./types.ts"

/** `CustomTransactionError::FailedShieldedTxParsing`. */
const failedShieldedTxParsing = 23

/**
 * An outermost encrypted submission whose layout can not be read is refused. What can be read goes into the verdict, so that the block's
 * author need not look for it again.
 */
export const checkShieldedTxValidity: TransactionExtension = {
  identifier: "CheckShieldedTxValidity",
  validate(_state, { call }, validity) {
    if (call.type !== "MevShield" || call.value.type !== "submit_encrypted") return
    const { ciphertext } = call.value.value as { readonly ciphertext: Uint8Array }
    validity.shielded = parseShielded(ciphertext)
    if (validity.shielded === undefined) refuseCustom(failedShieldedTxParsing)
  },
}
