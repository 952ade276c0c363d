import { toHex } from "@taonet/primitives/hex"
import { errorText } from "../../log.ts"
import { queriesParam, storageItems } from "../chainHead/storage.ts"
import { hexOf } from "../hex.ts"
import { bytesParam, hashParam, optional, stringParam, u32Param } from "../params.ts"
import { callRuntimeHex } from "../runtimeCalls.ts"
import { subscribeMethod, unsubscribe } from "../subscriptions.ts"
import type { Method } from "../types.ts"

export const archive_v1_genesisHash: Method = (_params, { services }) => services.chain.genesisHash
export const archive_v1_finalizedHeight: Method = (_params, { services }) =>
  services.chain.finalized().header.number

export const archive_v1_hashByHeight: Method = (params, { services }) => {
  const hash = services.chain.hashByNumber(u32Param(params, 0))
  return hash === undefined ? [] : [hash]
}

export const archive_v1_header: Method = (params, { services }) => {
  const block = services.chain.block(hashParam(params, 0))
  return block === undefined ? null : toHex(block.headerBytes)
}

export const archive_v1_body: Method = (params, { services }) => {
  const block = services.chain.block(hashParam(params, 0))
  return block === undefined ? null : block.extrinsics.map(hexOf)
}

/** Null for an unknown block; a failing call is an answer, not an error. */
export const archive_v1_call: Method = (params, { services: { chain } }) => {
  const hash = hashParam(params, 0)
  const name = stringParam(params, 1)
  const args = bytesParam(params, 2)
  if (chain.block(hash) === undefined) return null
  try {
    return { success: true, value: callRuntimeHex(chain, hash, name, args) }
  } catch (error) {
    return { success: false, error: errorText(error) }
  }
}

/** The items of each query as events, then `storageDone`. */
export const archive_v1_storage: Method = subscribeMethod({
  notification: "archive_v1_storageEvent",
  start(params, sink, { services, afterResponse }) {
    const hash = hashParam(params, 0)
    // A child trie's: there are none here, so nothing is in it.
    const queries = optional(params, 2, bytesParam) === undefined ? queriesParam(params, 1) : []
    let stopped = false
    async function send(): Promise<void> {
      try {
        const state = services.chain.state(hash)
        let sent = 0
        for (const item of storageItems(state, queries)) {
          sink({ event: "storage", ...item })
          if (++sent % 256 === 0) await services.clock.breathe()
          if (stopped) return
        }
        sink({ event: "storageDone" })
      } catch (error) {
        sink({ event: "storageError", error: errorText(error) })
      }
    }
    afterResponse(() => void send())
    return () => {
      stopped = true
    }
  },
})
export const archive_v1_stopStorage: Method = unsubscribe
