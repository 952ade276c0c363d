import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import type { Author } from "./chain/execute.ts"

/**
 * An author whose key anybody knows: the reference localnet's. Its blocks carry a real seal. Anybody can open what is encrypted to it, too:
 * that the same run gives the same blocks is worth more on a development chain.
 */
export function devAuthor(uri = "//One"): Author {
  const pair = keypairFromUri(uri)
  return {
    account: toHex(pair.publicKey),
    sign: (preHash) => sign(pair, preHash),
    shieldSeed: blake2b256(concatBytes(utf8("taonet shield of a known author"), pair.secretKey)),
  }
}
