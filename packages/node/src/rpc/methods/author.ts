import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { isTerminal, type TransactionStatus } from "../../pool/entry.ts"
import { keystoreUnavailable } from "../errors.ts"
import { bytesParam, hashParam, listParam, type Params } from "../params.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method } from "../types.ts"

/** Transactions that one call removes at most. */
const maxRemoved = 1024

export const author_submitExtrinsic: Method = async (params, { services }) =>
  (await services.pool.admit(bytesParam(params, 0))).hash

export const author_submitAndWatchExtrinsic: Method = subscribeMethod({
  notification: "author_extrinsicUpdate",
  async start(params, sink, { services, connection }, id) {
    const { unwatch } = await services.pool.admit(bytesParam(params, 0), (status: TransactionStatus) => {
      sink(status)
      if (isTerminal(status)) connection.subscriptions.delete(id)
    })
    return unwatch
  },
})
export const author_unwatchExtrinsic: Method = unsubscribe

export const author_pendingExtrinsics: Method = (_params, { services }) =>
  services.pool.ready().map(({ bytes }) => toHex(bytes))

/** Takes transactions out of the pool, given by their hash or their bytes; what requires them goes too. Answers the hashes that were there. */
export const author_removeExtrinsic: Method = (params, { services: { pool } }) =>
  listParam(params, 0, maxRemoved, hashOrBytes).filter((hash) => pool.remove(hash))

function hashOrBytes(list: Params, index: number): Hex {
  const item = list[index]
  if (typeof item !== "object" || item === null) return hashParam(list, index)
  const { hash, extrinsic } = item as Record<string, unknown>
  return hash === undefined ? toHex(blake2b256(bytesParam([extrinsic], 0))) : hashParam([hash], 0)
}

const refused: Method = () => {
  throw keystoreUnavailable()
}
export const author_insertKey: Method = refused
export const author_rotateKeys: Method = refused
export const author_hasKey: Method = refused
export const author_hasSessionKeys: Method = refused
