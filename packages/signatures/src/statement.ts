import { equalBytes } from "@taonet/primitives/bytes"
import { type SignatureScheme, signatureLength } from "@taonet/primitives/crypto/verify"

/** What a signature is said to cover, and by whom. */
export interface Statement {
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
  readonly message: Uint8Array
  /** 32 bytes. */
  readonly account: Uint8Array
}

/** Whether a statement can go into a batch: any other is false without a look. */
export const isWellFormed = ({ scheme, signature, account }: Statement): boolean =>
  signature.length === signatureLength[scheme] && account.length === 32

export function isSameStatement(a: Statement, b: Statement): boolean {
  return (
    a.scheme === b.scheme &&
    equalBytes(a.signature, b.signature) &&
    equalBytes(a.message, b.message) &&
    equalBytes(a.account, b.account)
  )
}
