import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { concatBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { bytes, encode } from "@taonet/primitives/scale/index"
import { type calls, events } from "./schema.ts"

/**
 * Only says that it was there: the block's author sees the transaction in the pool and puts what it opens into the block right after it.
 * Inside a batch or a proxied call nobody opens it. Source: pallet_shield `submit_encrypted`.
 */
export const submitEncrypted: Handler<typeof calls.submit_encrypted> = (state, origin, { ciphertext }) => {
  const who = ensureSigned(origin)
  const id = toHex(blake2b256(concatBytes(fromHex(who), encode(bytes, ciphertext))))
  events.EncryptedSubmitted.deposit(state, { id, who })
}
