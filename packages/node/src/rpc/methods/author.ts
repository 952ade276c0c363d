import { toHex } from "@taonet/primitives/hex"
import { isTerminal, type TransactionStatus } from "../../pool/entry.ts"
import { unsafeRefused } from "../errors.ts"
import { bytesParam } from "../params.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method } from "../types.ts"

export const author_submitExtrinsic: Method = (params, { services }) =>
  services.pool.submit(bytesParam(params, 0)).hash

export const author_submitAndWatchExtrinsic: Method = subscribeMethod({
  notification: "author_extrinsicUpdate",
  start(params, sink, { services, connection }, id) {
    const { unwatch } = services.pool.submit(bytesParam(params, 0), (status: TransactionStatus) => {
      sink(status)
      if (isTerminal(status)) connection.subscriptions.delete(id)
    })
    return unwatch
  },
})
export const author_unwatchExtrinsic: Method = unsubscribe

export const author_pendingExtrinsics: Method = (_params, { services }) =>
  services.pool.ready().map(({ bytes }) => toHex(bytes))

/** What would let a stranger change this node or learn of its keys. */
const refused: Method = () => {
  throw unsafeRefused()
}
export const author_removeExtrinsic: Method = refused
export const author_insertKey: Method = refused
export const author_rotateKeys: Method = refused
export const author_hasKey: Method = refused
export const author_hasSessionKeys: Method = refused
