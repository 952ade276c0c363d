import type { MultiSignature } from "@taonet/frame/types/sp_runtime"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { type SignatureScheme, verifySignature } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { orderMessage } from "./message.ts"
import { type SignedOrder, VersionedOrder } from "./types.ts"

const [OPEN, CLOSE] = [utf8("<Bytes>"), utf8("</Bytes>")]
/** A hardware wallet signs the hash of what is longer. */
const DEVICE_BYTES_MAX = 256

/** What may be signed for an order, in the order in which it is tried; the text is only made where the others did not fit. */
const forms: readonly ((order: VersionedOrder, id: Hex) => Uint8Array)[] = [
  (order) => encode(VersionedOrder, order),
  (_, id) => wrapped(fromHex(id)),
  (order) => deviceForm(wrapped(utf8(orderMessage(order)))),
]

/** Whether the order's signer has signed it, in any of the three forms. Ecdsa is never accepted. */
export function isSignedBySigner({ order, signature }: SignedOrder, id: Hex): boolean {
  const scheme = schemeOf(signature)
  if (scheme === undefined) return false
  const signer = fromHex(order.value.signer)
  return forms.some((form) => verifySignature(scheme, signature.value, form(order, id), signer))
}

function schemeOf({ type }: MultiSignature): SignatureScheme | undefined {
  if (type === "Sr25519") return "sr25519"
  return type === "Ed25519" ? "ed25519" : undefined
}

/** As wallets mark bytes that are no transaction. */
const wrapped = (bytes: Uint8Array): Uint8Array => concatBytes(OPEN, bytes, CLOSE)

const deviceForm = (payload: Uint8Array): Uint8Array =>
  payload.length > DEVICE_BYTES_MAX ? blake2b256(payload) : payload
