import { guardBooks } from "@taonet/node/guardBooks"
import {
  type Clock,
  devAuthor,
  devBeacon,
  devBeaconSecret,
  type Log,
  type Node,
  type NodeOptions,
  startNode,
  systemClock,
} from "@taonet/node/index"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"

/** A chain as `taonet dev` starts it, with its books looked at after every block. */
export interface WatchedNode extends Node {
  /** What the books' watch and block production complained of, and how many blocks were looked at. */
  watched(): { readonly complaints: readonly string[]; readonly unseen: number }
}

/** For the watch every look is short, so that it leaves no block out. */
const timeless = { ...systemClock, monotonicMs: () => 0 }

function slotByBlock(): Clock {
  const start = Date.now()
  return { ...systemClock, unixMs: () => start }
}

/**
 * On a free port; a block each 250 ms unless told otherwise; the offline beacon brings pulses. Where blocks keep no pace, time passes with
 * them alone, a slot each, so that nothing depends on how fast the machine is.
 */
export async function startWatchedChain(
  options: Pick<NodeOptions, "blockTimeMs"> = {},
): Promise<WatchedNode> {
  const { name, id, chainType, properties } = local
  const complaints: string[] = []
  const log: Log = (level, message) => {
    if (level === "error") complaints.push(message)
  }
  const spec = { ...local, genesis: { ...local.genesis, drand: devBeacon() } }
  const node = await startNode({
    runtime: createRuntime(spec),
    identity: { name, id, chainType, properties },
    author: devAuthor(),
    drand: { type: "offline", secret: devBeaconSecret },
    port: 0,
    log,
    ...(typeof options.blockTimeMs === "string" && { clock: slotByBlock() }),
    ...options,
  })
  let seen = node.chain.head().header.number
  guardBooks(node, {
    log,
    clock: timeless,
    watch(start) {
      const books = watchBooks(start)
      return {
        look(state, missed) {
          seen++
          return books.look(state, missed)
        },
      }
    },
  })
  return {
    ...node,
    watched: () => ({ complaints, unseen: node.chain.head().header.number - seen }),
  }
}
