/** What can be asked of a signature, as values and as bytes: a batch crosses to another thread in one buffer. */
import { equalBytes } from "@taonet/primitives/bytes"
import { type SignatureScheme, signatureLength, signatureSchemes } from "@taonet/primitives/crypto/verify"

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

/** Each as scheme (1 byte), length of the message (4), account, signature, message. */
export function packStatements(statements: readonly Statement[]): Uint8Array<ArrayBuffer> {
  let size = 0
  for (const { signature, message } of statements) size += 5 + 32 + signature.length + message.length
  const packed = new Uint8Array(size)
  const view = new DataView(packed.buffer)
  let at = 0
  for (const { scheme, signature, message, account } of statements) {
    packed[at] = signatureSchemes.indexOf(scheme)
    view.setUint32(at + 1, message.length)
    packed.set(account, at + 5)
    packed.set(signature, at + 37)
    packed.set(message, at + 37 + signature.length)
    at += 37 + signature.length + message.length
  }
  return packed
}

export function unpackStatements(packed: Uint8Array): Statement[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length)
  const statements: Statement[] = []
  for (let at = 0; at < packed.length; ) {
    const scheme = signatureSchemes[packed[at]!]!
    const end = at + 37 + signatureLength[scheme]
    const next = end + view.getUint32(at + 1)
    statements.push({
      scheme,
      account: packed.subarray(at + 5, at + 37),
      signature: packed.subarray(at + 37, end),
      message: packed.subarray(end, next),
    })
    at = next
  }
  return statements
}

export function isSameStatement(a: Statement, b: Statement): boolean {
  return (
    a.scheme === b.scheme &&
    equalBytes(a.signature, b.signature) &&
    equalBytes(a.message, b.message) &&
    equalBytes(a.account, b.account)
  )
}
