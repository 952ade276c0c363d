import { sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { toHex } from "@taonet/primitives/hex"
import type { Author } from "./chain/execute.ts"

/** An author whose key anybody knows: the reference localnet's. Its blocks carry a real seal. */
export function devAuthor(uri = "//One"): Author {
  const pair = keypairFromUri(uri)
  return { account: toHex(pair.publicKey), sign: (preHash) => sign(pair, preHash) }
}
