import type { Metagraph } from "@taonet/runtime/pallets/subtensor/types"
import type { Client } from "../client.ts"
import type { Subscription } from "../transport/types.ts"
import { getMetagraph } from "./getMetagraph.ts"
import { watchBlocks } from "./watchBlocks.ts"

export interface WatchMetagraphOptions {
  readonly netuid: number
  /** Whose incentives and last updates are told. Default 0, which every subnet has. */
  readonly mechid?: number
  /** Looks at every so many blocks only. Default 1. */
  readonly everyBlocks?: number
  /** Told once when the subnet is gone. The watch goes on: the number may be given again. */
  readonly onGone?: () => void
  /** Failed looks, after which the watch goes on; and the end of the connection, after which it does not. */
  readonly onError?: (error: Error) => void
}

/**
 * Calls back with a subnet's metagraph, at once and at new blocks; with the latest one only, where blocks come faster than answers. All of a
 * callback's arrays are of one block, `metagraph.block`.
 */
export function watchMetagraph(
  client: Client,
  { netuid, mechid = 0, everyBlocks = 1, onGone, onError }: WatchMetagraphOptions,
  onMetagraph: (metagraph: Metagraph) => void,
): Promise<Subscription> {
  let busy = false
  let missed = false
  let closed = false
  let isThere = true
  let next = 0

  async function look(): Promise<void> {
    busy = true
    try {
      do {
        missed = false
        const metagraph = await getMetagraph(client, { netuid, mechid })
        if (closed) return
        if (metagraph) onMetagraph(metagraph)
        else if (isThere) onGone?.()
        isThere = metagraph !== undefined
      } while (missed)
    } catch (error) {
      if (!closed) onError?.(error as Error)
    } finally {
      busy = false
    }
  }

  const onBlock = (number: number): void => {
    if (closed || number < next) return
    next = number + everyBlocks
    if (busy) missed = true
    else void look()
  }
  return watchBlocks(client, onBlock, (error) => !closed && onError?.(error)).then((subscription) => ({
    close() {
      closed = true
      subscription.close()
    },
  }))
}
