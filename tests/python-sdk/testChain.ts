import { type Node, startNode } from "@taonet/node/index"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"

/** A fresh local chain on a free port, as `taonet dev` starts it: its block time and genesis are what the clients know. */
export function startChain(): Promise<Node> {
  const { name, id, chainType, properties } = local
  return startNode({ runtime: createRuntime(local), identity: { name, id, chainType, properties }, port: 0 })
}
