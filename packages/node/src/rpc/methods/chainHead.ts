import { toHex } from "@taonet/primitives/hex"
import { errorText } from "../../log.ts"
import { type Follow, maxFollowsPerConnection, type Operation, startFollow } from "../chainHead/follow.ts"
import { queriesParam, type StorageItem, storageItems } from "../chainHead/storage.ts"
import { RpcError } from "../errors.ts"
import { hexOf } from "../hex.ts"
import { boolParam, bytesParam, hashParam, listParam, optional, type Params, stringParam } from "../params.ts"
import { callRuntimeHex } from "../runtimeCalls.ts"
import { endSubscription, subscribeMethod } from "../subscriptions.ts"
import type { Method, RpcContext } from "../types.ts"

/** Characters of items in one event … */
const pageLength = 512 * 1024
/** … and before the client must say that it keeps up. */
const lengthUntilWait = 8 * 1024 * 1024
const maxUnpinned = 4096

export const chainHead_v1_follow: Method = (params, context) => {
  if (context.connection.follows.size >= maxFollowsPerConnection)
    throw new RpcError(-32800, "Maximum number of chainHead_follow has been reached")
  return follow(params, context)
}

const follow: Method = subscribeMethod({
  notification: "chainHead_v1_followEvent",
  start(params, sink, context, id) {
    const { follows, subscriptions } = context.connection
    const started = startFollow(optional(params, 0, boolParam) ?? false, sink, context, () => {
      follows.delete(id)
      subscriptions.delete(id)
    })
    follows.set(id, started)
    return started.end
  },
})

export const chainHead_v1_unfollow: Method = (params, context) => {
  endSubscription(context, stringParam(params, 0))
  return null
}

const followParam = (params: Params, { connection }: RpcContext): Follow | undefined =>
  connection.follows.get(stringParam(params, 0))

export const chainHead_v1_header: Method = (params, context) => {
  const found = followParam(params, context)
  const hash = hashParam(params, 1)
  if (found === undefined) return null
  if (!found.isPinned(hash)) throw new RpcError(-32801, "Invalid block hash")
  const block = context.services.chain.block(hash)
  return block === undefined ? null : toHex(block.headerBytes)
}

type Work = (operation: Operation) => void | Promise<void>

/** Answers that an operation has begun; its work starts when that answer is out. */
function begin(params: Params, context: RpcContext, work: (found: Follow) => Work): unknown {
  const found = followParam(params, context)
  const hash = hashParam(params, 1)
  if (found === undefined) return { result: "limitReached" }
  if (!found.isPinned(hash)) throw new RpcError(-32801, "Invalid block hash")
  const run = work(found)
  const operation = found.beginOperation()
  if (operation === undefined) return { result: "limitReached" }
  context.afterResponse(() => void perform(operation, run))
  return { result: "started", operationId: operation.id }
}

async function perform(operation: Operation, run: Work): Promise<void> {
  try {
    await run(operation)
  } catch (error) {
    operation.emit({ event: "operationError", error: errorText(error) })
  } finally {
    operation.done()
  }
}

export const chainHead_v1_body: Method = (params, context) => {
  const started = begin(params, context, () => (operation) => {
    const block = context.services.chain.block(hashParam(params, 1))
    if (block === undefined) operation.emit({ event: "operationInaccessible" })
    else operation.emit({ event: "operationBodyDone", value: block.extrinsics.map(hexOf) })
  })
  return started
}

export const chainHead_v1_call: Method = (params, context) =>
  begin(params, context, (found) => {
    const name = stringParam(params, 2)
    const args = bytesParam(params, 3)
    if (!found.withRuntime) throw new RpcError(-32802, "The runtime updates flag must be set")
    return (operation) => {
      const output = callRuntimeHex(context.services.chain, hashParam(params, 1), name, args)
      operation.emit({ event: "operationCallDone", output })
    }
  })

export const chainHead_v1_storage: Method = (params, context) => {
  const queries = queriesParam(params, 2)
  const started = begin(params, context, () => async (operation) => {
    const state = context.services.chain.state(hashParam(params, 1))
    let items: StorageItem[] = []
    let length = 0
    let sinceWait = 0
    for (const item of storageItems(state, queries)) {
      items.push(item)
      length += lengthOf(item)
      if (length < pageLength) continue
      operation.emit({ event: "operationStorageItems", items })
      sinceWait += length
      items = []
      length = 0
      if (sinceWait < lengthUntilWait) {
        await context.services.clock.breathe()
      } else {
        operation.emit({ event: "operationWaitingForContinue" })
        await operation.waitForContinue()
        sinceWait = 0
      }
      if (operation.isStopped()) return
    }
    if (items.length > 0) operation.emit({ event: "operationStorageItems", items })
    operation.emit({ event: "operationStorageDone" })
  })
  return isStarted(started) ? { ...started, discardedItems: 0 } : started
}

function lengthOf(item: StorageItem): number {
  return item.key.length + ("value" in item ? item.value.length : 66) + 20
}

const isStarted = (answer: unknown): answer is { result: "started" } =>
  (answer as { result?: unknown }).result === "started"

export const chainHead_v1_continue: Method = (params, context) => {
  const operation = followParam(params, context)?.operation(stringParam(params, 1))
  if (operation === undefined) return null
  if (!operation.resume())
    throw new RpcError(-32803, "Wait for continue event was not generated for the subscription")
  return null
}

export const chainHead_v1_stopOperation: Method = (params, context) => {
  followParam(params, context)?.operation(stringParam(params, 1))?.stop()
  return null
}

/** Takes one hash or a list. */
export const chainHead_v1_unpin: Method = (params, context) => {
  const hashes = Array.isArray(params[1])
    ? listParam(params, 1, maxUnpinned, hashParam)
    : [hashParam(params, 1)]
  followParam(params, context)?.unpin(hashes)
  return null
}
