/** A development chain for tests: its own beacon, a clock that only blocks move, blocks only on demand. */
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { local } from "@taonet/runtime/specs/local"
import { devBeacon, devBeaconSecret } from "../drand/devBeacon.ts"
import type { Node, NodeOptions } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import type { DevControls, DevOptions } from "./index.ts"

export const startMs = 1_800_000_000_000
export const devSpec: ChainSpec = { ...local, genesis: { ...local.genesis, drand: devBeacon() } }

export interface DevNode extends Node {
  readonly dev: DevControls
}

export async function startDevNode(
  dev: DevOptions = {},
  options: Partial<NodeOptions> = {},
): Promise<DevNode> {
  const { port: _, ...noPort } = { port: undefined, ...options }
  const node = await startLocalNode({
    runtime: createRuntime(dev.spec ?? devSpec),
    blockTimeMs: "manual",
    drand: { type: "offline", secret: devBeaconSecret },
    dev: { timePace: "blocks", startMs, spec: devSpec, ...dev },
    ...noPort,
  })
  return node as DevNode
}
