import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u16, u32 } from "@taonet/primitives/scale/index"
import { ProxyType } from "../../types/subtensorCommon.ts"
import type { Timepoint } from "../multisig/types.ts"

const SALT = utf8("modlpy/proxy____")

/** What a keyless account's address is derived from. */
export interface PureOrigin {
  readonly spawner: Hex
  readonly proxy_type: ProxyType
  /** Tells apart several of one extrinsic. */
  readonly index: number
  readonly when: Timepoint
}

/** Address of the account without a key that `spawner` created there. */
export function pureAccount({ spawner, proxy_type, index, when }: PureOrigin): Hex {
  return toHex(
    blake2b256(
      concatBytes(
        SALT,
        fromHex(spawner),
        encode(u32, when.height),
        encode(u32, when.index),
        encode(ProxyType, proxy_type),
        encode(u16, index),
      ),
    ),
  )
}
