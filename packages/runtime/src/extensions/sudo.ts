import { storage as sudo } from "../pallets/sudo/schema.ts"
import { refuse, type TransactionExtension } from "./types.ts"

/** An outermost Sudo call of anybody but the key holder does not even enter the pool. */
export const sudoTransactionExtension: TransactionExtension = {
  identifier: "SudoTransactionExtension",
  validate(state, { signer, call }) {
    if (call.type === "Sudo" && sudo.Key.get(state) !== signer) refuse("BadSigner")
  },
}
