import { sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { type SignatureScheme, signatureSchemes, verifySignature } from "@taonet/primitives/crypto/verify"
import { fromHex } from "@taonet/primitives/hex"
import fc from "fast-check"
import type { Statement } from "./statement.ts"

const entropy = new Uint8Array(32)
const pairs = signatureSchemes.map((scheme) => keypairFromUri("//Alice", scheme))

/** By //Alice, the same each time. */
export function signed(scheme: SignatureScheme, message: Uint8Array): Statement {
  const pair = pairs[signatureSchemes.indexOf(scheme)]!
  return { scheme, message, signature: sign(pair, message, entropy), account: fromHex(pair.account) }
}

export const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte))

/** True statements, and what an attacker makes of them. */
export const statements = fc
  .record({
    scheme: fc.constantFrom(...signatureSchemes),
    message: fc.uint8Array({ maxLength: 300 }),
    bit: fc.nat(511),
    harm: fc.constantFrom("none", "none", "signature", "message", "account", "noise", "zero"),
  })
  .map(({ scheme, message, bit, harm }): Statement => {
    const good = signed(scheme, message)
    if (harm === "signature") return { ...good, signature: flipped(good.signature, bit) }
    if (harm === "message") return { ...good, message: Uint8Array.from([...message, bit & 255]) }
    if (harm === "account") return { ...good, account: flipped(good.account, bit) }
    if (harm === "noise") return { ...good, signature: good.signature.map((_, i) => (i * 37 + bit) & 255) }
    if (harm === "zero") return { ...good, account: new Uint8Array(32) }
    return good
  })

/** What everything faster has to agree with. */
export const portable = ({ scheme, signature, message, account }: Statement): boolean =>
  verifySignature(scheme, signature, message, account)
