import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { SignatureScheme } from "@taonet/primitives/crypto/verify"
import type { Hex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import type { UnsignedTransaction } from "./transaction/sign.ts"

/** Who signs transactions. A hardware wallet can stand behind it: signing may take its time. */
export interface Signer {
  readonly account: Hex
  readonly ss58: string
  readonly scheme: SignatureScheme
  sign(payload: Uint8Array): Uint8Array | Promise<Uint8Array>
  /**
   * Signs a transaction that it shows first, as hardware wallets do; used instead of `sign` where it is there, and the transaction promises
   * the metadata then. `proof` makes what the device checks the transaction against.
   */
  signTransaction?(
    unsigned: UnsignedTransaction,
    proof: () => Promise<Uint8Array>,
  ): Uint8Array | Promise<Uint8Array>
}

export function signerFromKeypair(pair: Keypair): Signer {
  return {
    account: pair.account,
    ss58: encodeAddress(pair.account),
    scheme: pair.scheme,
    sign: (payload) => sign(pair, payload),
  }
}

/** `//Alice`, a mnemonic or a hex seed, with derivation path. */
export const signerFromUri = (uri: string): Signer => signerFromKeypair(keypairFromUri(uri))
