import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"

const SALT = utf8("modlpy/utilisuba")

/** Account `index` (u16) that `who` controls through `as_derivative`. */
export function derivativeAccount(who: Hex, index: number): Hex {
  return toHex(blake2b256(concatBytes(SALT, fromHex(who), Uint8Array.of(index & 0xff, index >> 8))))
}
