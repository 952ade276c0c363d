import type { Hex } from "@taonet/primitives/hex"
import type { Block } from "../../chain/blocks.ts"
import type { Chain } from "../../chain/chain.ts"
import { RpcError } from "../errors.ts"
import type { RpcContext, Sink } from "../types.ts"
import { runtimeJson } from "./runtimeJson.ts"

/** Blocks that one follower may hold pinned; it is told `stop` when it lets none go. */
export const maxPinned = 512
export const maxOperations = 16
export const maxFollowsPerConnection = 4
/** Final blocks that a follower is told of at the start. */
const initialBlocks = 8
/** And of so many that are not final yet: `dev_setFaults` makes no chain slower than this. */
export const maxNotFinal = 256

/** One `chainHead_v1_follow`: what it has pinned and what it has asked for. */
export interface Follow {
  readonly withRuntime: boolean
  isPinned(hash: Hex): boolean
  /** Throws RpcError, and then lets none go. */
  unpin(hashes: readonly Hex[]): void
  /** Undefined when too many are under way. */
  beginOperation(): Operation | undefined
  operation(id: string): Operation | undefined
  end(): void
}

/** An answer that comes as events. */
export interface Operation {
  readonly id: string
  isStopped(): boolean
  emit(event: Readonly<Record<string, unknown>>): void
  /** Waits until the client says `continue`; at once when it has stopped. */
  waitForContinue(): Promise<void>
  /** False when nobody waits. */
  resume(): boolean
  stop(): void
  /** No more events come. */
  done(): void
}

export function startFollow(
  withRuntime: boolean,
  sink: Sink,
  { services: { chain } }: RpcContext,
  onEnd: () => void,
): Follow {
  const pinned = new Set<Hex>()
  const operations = new Map<string, Operation>()
  let nextOperation = 0
  let ended = false

  function pin(hash: Hex): void {
    if (!pinned.has(hash) && chain.pin(hash)) pinned.add(hash)
  }

  function end(): void {
    if (ended) return
    ended = true
    stopListening()
    for (const operation of operations.values()) operation.stop()
    for (const hash of pinned) chain.unpin(hash)
    pinned.clear()
    onEnd()
  }

  function tellNew({ hash: blockHash, header }: Block): void {
    pin(blockHash)
    const { version } = chain.runtimeAt(blockHash)
    const isNew = version !== chain.runtimeAt(header.parentHash).version
    const newRuntime = isNew ? { type: "valid", spec: runtimeJson(version) } : null
    const runtime = withRuntime ? { newRuntime } : {}
    sink({ event: "newBlock", blockHash, parentBlockHash: header.parentHash, ...runtime })
  }

  const initial = recentBlocks(chain)
  for (const { hash } of initial) pin(hash)
  const head = chain.head()
  const { version: finalizedVersion } = chain.runtimeAt(chain.finalized().hash)
  const finalizedBlockRuntime = { type: "valid", spec: runtimeJson(finalizedVersion) }
  sink({
    event: "initialized",
    finalizedBlockHashes: initial.map(({ hash }) => hash),
    ...(withRuntime ? { finalizedBlockRuntime } : {}),
  })
  for (const block of notFinal(chain)) tellNew(block)
  sink({ event: "bestBlockChanged", bestBlockHash: head.hash })

  const stopListening = chain.listen({
    best({ block }) {
      if (pinned.size >= maxPinned) {
        sink({ event: "stop" })
        end()
        return
      }
      tellNew(block)
      sink({ event: "bestBlockChanged", bestBlockHash: block.hash })
    },
    finalized({ block }) {
      if (ended) return
      sink({ event: "finalized", finalizedBlockHashes: [block.hash], prunedBlockHashes: [] })
    },
    // Blocks that were final are no more: the client has to begin again.
    reset() {
      sink({ event: "stop" })
      end()
    },
  })

  return {
    withRuntime,
    isPinned: (hash) => pinned.has(hash),
    unpin(hashes) {
      if (new Set(hashes).size !== hashes.length)
        throw new RpcError(-32804, "Received duplicate hashes for the `chainHead_unpin` method")
      if (!hashes.every((hash) => pinned.has(hash))) throw new RpcError(-32801, "Invalid block hash")
      for (const hash of hashes) {
        pinned.delete(hash)
        chain.unpin(hash)
      }
    },
    beginOperation() {
      if (operations.size >= maxOperations) return undefined
      const id = String(nextOperation++)
      const operation = createOperation(id, sink, () => operations.delete(id))
      operations.set(id, operation)
      return operation
    },
    operation: (id) => operations.get(id),
    end,
  }
}

/** Blocks above the final one, ascending. */
function notFinal(chain: Chain): Block[] {
  const blocks: Block[] = []
  const final = chain.finalized().hash
  let block: Block | undefined = chain.head()
  while (block !== undefined && block.hash !== final && blocks.length < maxNotFinal) {
    blocks.unshift(block)
    block = chain.block(block.header.parentHash)
  }
  return blocks
}

/** Ends with the final block. */
function recentBlocks(chain: Chain): Block[] {
  const blocks = [chain.finalized()]
  while (blocks.length < initialBlocks) {
    const parent = chain.block(blocks[0]!.header.parentHash)
    if (parent === undefined || !chain.hasState(parent.hash)) break
    blocks.unshift(parent)
  }
  return blocks
}

function createOperation(id: string, sink: Sink, onDone: () => void): Operation {
  let stopped = false
  let resume: (() => void) | undefined

  return {
    id,
    isStopped: () => stopped,
    emit(event) {
      if (!stopped) sink({ ...event, operationId: id })
    },
    waitForContinue() {
      if (stopped) return Promise.resolve()
      return new Promise((resolve) => {
        resume = resolve
      })
    },
    resume() {
      if (resume === undefined) return false
      const waiting = resume
      resume = undefined
      waiting()
      return true
    },
    stop() {
      stopped = true
      resume?.()
      resume = undefined
    },
    done: onDone,
  }
}
