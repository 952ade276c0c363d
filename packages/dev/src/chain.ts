import { devAuthor } from "@taonet/node/author"
import type { Author } from "@taonet/node/chain/execute"
import type { DevControls, DevOptions } from "@taonet/node/dev/index"
import { devBeacon, devBeaconSecret } from "@taonet/node/drand/devBeacon"
import { modeOf, type Node, type NodeOptions, startNode } from "@taonet/node/node"
import type { Hex } from "@taonet/primitives/hex"
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { local } from "@taonet/runtime/specs/local"
import { type Client, createClient } from "@taonet/sdk/client"
import { type Signer, signerFromUri } from "@taonet/sdk/signer"
import { inProcess } from "@taonet/sdk/transport/inProcess"
import { createKeys, loadScenario, type Scenario } from "./scenario/index.ts"
import { startingWith } from "./scenario/start.ts"

export interface DevChainOptions extends Omit<DevOptions, "spec"> {
  /** Serves JSON-RPC there as well; 0 is any free port. Without it nothing listens. */
  readonly port?: number
  readonly host?: string
  /** `instant` (the default): a block for each transaction. */
  readonly blockTime?: number | "instant" | "manual"
  /** A file, or one that was read with `readScenario`. */
  readonly scenario?: string | Scenario
  /** Default: the network that `taonet dev` runs, with a drand beacon of its own. */
  readonly spec?: ChainSpec
  /** What else a node takes. */
  readonly node?: Partial<NodeOptions>
}

/** A chain of one's own, with everything that `dev_*` can do, in process. */
export interface DevChain extends DevControls, AsyncDisposable {
  /** The SDK on it; needs no port. */
  readonly client: Client
  /** `ws://…`, or empty without a port. HTTP is on the same. */
  readonly url: string
  readonly port: number
  readonly node: Node
  /** Account of `//name`: the well-known ones (`Alice`, which has the sudo key, `Bob`, …), or a scenario's. */
  coldkey(name: string): Hex
  /** Account of `//name_hk`. */
  hotkey(name: string): Hex
  /** Signs for `//name`: `signer("Alice")`, `signer("miner1_hk")`. Keys are found once. */
  signer(name: string): Signer
  /** Ends it; a second time does nothing. `await using chain = …` does it by itself. */
  close(): Promise<void>
}

const spec: ChainSpec = { ...local, genesis: { ...local.genesis, drand: devBeacon() } }
/** Where time begins if nobody says: the same run gives the same blocks on any day. */
const startMs = Date.UTC(2026, 0, 1)
let author: Author | undefined
const signers = new Map<string, Signer>()

/**
 * Starts a development chain in this process: a fresh one in a few milliseconds. By default it makes a block for each transaction, its clock
 * follows its blocks, and nothing listens. Throws ScenarioError, DevError, and NodeError for a port that is taken.
 */
export async function startDevChain(options: DevChainOptions = {}): Promise<DevChain> {
  const { scenario, blockTime = "instant", spec: chosen = spec, port, host, node: more, ...dev } = options
  const read = typeof scenario === "string" ? await loadScenario(scenario) : scenario
  const start = startingWith(createRuntime(chosen), read)
  author ??= devAuthor()
  const { name, id, chainType, properties } = chosen
  const node = await startNode({
    runtime: start.runtime,
    identity: { name, id, chainType, properties },
    author,
    drand: { type: "offline", secret: devBeaconSecret },
    blockTimeMs: read === undefined ? blockTime : "manual",
    rpcMethods: "unsafe",
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    pool: { finalizedNoticeMs: 0 },
    ...more,
    dev: { timePace: "blocks", startMs, spec: chosen, ...start.dev, ...dev },
  })
  try {
    return await chainOf(node, read, async (controls) => start.play(controls, modeOf(blockTime)))
  } catch (error) {
    await node.close()
    throw error
  }
}

async function chainOf(
  node: Node,
  scenario: Scenario | undefined,
  play: (controls: DevControls) => Promise<void>,
): Promise<DevChain> {
  const { dev } = node
  if (dev === undefined) throw new TypeError("a development chain has devMethods")
  await play(dev)
  const keys = createKeys(scenario?.keys ?? "derived")
  const transport = inProcess(node)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= transport.close().then(() => node.close())
    return closing
  }
  const own: Omit<DevChain, keyof DevControls> = {
    client: await createClient(transport),
    url: node.url,
    port: node.port,
    node,
    coldkey: keys.coldkey,
    hotkey: keys.hotkey,
    signer: signerOf,
    close,
    [Symbol.asyncDispose]: close,
  }
  // The controls have getters, which a copy would read once and for all.
  return Object.assign(Object.create(dev) as DevControls, own)
}

function signerOf(name: string): Signer {
  const known = signers.get(name) ?? signerFromUri(`//${name}`)
  signers.set(name, known)
  return known
}
