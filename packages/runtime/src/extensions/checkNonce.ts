import { concatBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u32 } from "@taonet/primitives/scale/index"
import { incrementNonce } from "../pallets/system/account.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { refuse, type TransactionExtension } from "./types.ts"

/** The tag that orders an account's transactions: 32 bytes of account and the nonce in 4. */
const tag = (account: Hex, nonce: number): Hex => toHex(concatBytes(fromHex(account), encode(u32, nonce)))

/** A fee-paying signer must exist; a nonce below the account's is stale, one above waits for the one before. */
export const checkNonce: TransactionExtension = {
  identifier: "CheckNonce",
  validate(state, { signer, extra, info }, validity) {
    const account = system.Account.get(state, signer)
    if (info.pays === "Yes" && account.providers === 0 && account.sufficients === 0) refuse("Payment")
    if (extra.nonce < account.nonce) refuse("Stale")
    validity.provides.push(tag(signer, extra.nonce))
    if (extra.nonce > account.nonce) validity.requires.push(tag(signer, extra.nonce - 1))
  },
  prepare(state, { signer, extra }) {
    const { nonce } = system.Account.get(state, signer)
    if (extra.nonce > nonce) refuse("Future")
    if (extra.nonce < nonce) refuse("Stale")
    incrementNonce(state, signer)
  },
}
