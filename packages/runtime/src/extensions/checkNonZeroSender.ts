import { zero32 } from "@taonet/frame/zero"
import { refuse, type TransactionExtension } from "./types.ts"

/** Nobody holds the key of the zero account. */
export const checkNonZeroSender: TransactionExtension = {
  identifier: "CheckNonZeroSender",
  validate(_state, { signer }) {
    if (signer === zero32) refuse("BadSigner")
  },
}
