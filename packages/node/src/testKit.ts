/** For tests of this package and of clients: a node over the real runtime, on a free port. */
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { devAuthor } from "./author.ts"
import { type Node, type NodeOptions, startNode } from "./node.ts"

export function startLocalNode(options: Partial<NodeOptions> = {}): Promise<Node> {
  const runtime = createRuntime(local)
  return startNode({ runtime, port: 0, author: devAuthor(), identity: local, ...options })
}
