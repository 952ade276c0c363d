import type { Keypair } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { fromHex } from "@taonet/primitives/hex"
import { decodeAddress, encodeAddress } from "@taonet/primitives/ss58"
import { acceleratedCheck, acceleratedSign } from "@taonet/signatures/accelerated"
import type { SignaturePool } from "@taonet/signatures/pool"

/** The schemes that may sign requests. ecdsa is left out, as in the reference. */
export type AuthScheme = "sr25519" | "ed25519"

/** A signing identity of a neuron. `sign` is synchronous: a key that must ask somebody cannot sign HTTP requests in time. */
export interface Hotkey {
  readonly ss58: string
  readonly publicKey: Uint8Array
  /** sr25519 when absent. */
  readonly scheme?: AuthScheme
  sign(message: Uint8Array): Uint8Array
  /** The same on a thread, where the key may go there. Absent where it may not, and where threads are no faster. */
  signOn?(threads: SigningThreads, message: Uint8Array): Promise<Uint8Array>
}

export type SigningThreads = Pick<SignaturePool, "sign">
/** The part of a hotkey that a neuron lends to whoever puts answers together. */
export interface Signer extends Pick<Hotkey, "ss58" | "scheme"> {
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/** Whether `ss58` signed `message`; malformed input of any kind is `false`. */
export type VerifySignature = (
  scheme: AuthScheme,
  signature: Uint8Array,
  message: Uint8Array,
  ss58: string,
) => boolean

/** The same question, to whoever may need a while for the answer. */
export type CheckSignature = (...question: Parameters<VerifySignature>) => boolean | Promise<boolean>

export const verifySignatureOf: VerifySignature = (scheme, signature, message, ss58) => {
  const publicKey = publicKeyOf(ss58)
  if (publicKey === undefined) return false
  return acceleratedCheck()(scheme, signature, message, publicKey)
}

export function publicKeyOf(ss58: string): Uint8Array | undefined {
  try {
    return fromHex(decodeAddress(ss58))
  } catch {
    return undefined
  }
}

export function hotkeyFromKeypair(pair: Keypair): Hotkey {
  if (pair.scheme === "ecdsa") throw new RangeError("ecdsa keys do not sign requests")
  const { publicKey, secretKey, scheme } = pair
  return {
    ss58: encodeAddress(pair.account),
    publicKey,
    scheme,
    sign: (message) => acceleratedSign(pair, message),
    ...(scheme === "sr25519" && {
      signOn: (threads: SigningThreads, message: Uint8Array) =>
        threads.sign({ publicKey, secretKey, message }),
    }),
  }
}

/** `//Alice`, a phrase or a hex seed with derivation path. */
export const hotkeyFromUri = (uri: string, scheme: AuthScheme = "sr25519"): Hotkey =>
  hotkeyFromKeypair(keypairFromUri(uri, scheme))
