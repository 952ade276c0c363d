import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import type { Author } from "./chain/execute.ts"

/** A producer of its own sr25519 key, and with a seed that only its operator knows: see shield/seedFile.ts. */
export const authorOf = (pair: Keypair, shieldSeed: Uint8Array): Author => ({
  account: toHex(pair.publicKey),
  sign: (preHash) => sign(pair, preHash),
  shieldSeed,
})

/**
 * An author whose key anybody knows: the reference localnet's. Its blocks carry a real seal. Anybody can open what is encrypted to it, too:
 * that the same run gives the same blocks is worth more on a development chain.
 */
export function devAuthor(uri = "//One"): Author {
  const pair = keypairFromUri(uri)
  return authorOf(pair, blake2b256(concatBytes(utf8("taonet shield of a known author"), pair.secretKey)))
}
