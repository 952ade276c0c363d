import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Block } from "@taonet/node/chain/blocks"
import { OriginError } from "@taonet/node/chain/errors"
import type { Node } from "@taonet/node/node"
import type { Hex } from "@taonet/primitives/hex"
import { createRuntime } from "@taonet/runtime/runtime"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader } from "@taonet/state/types"
import { forkableSpecs } from "../fork/index.ts"
import { type ForkOptions, openFork } from "../fork/openFork.ts"
import { readBlock } from "../fork/originBlocks.ts"

/** A chain to look at, from one block on backwards; it is only read. */
export interface ChainView {
  readonly url: string
  readonly runtime: Runtime
  readonly block: Block
  /** The state after `block`; what happens to it stays here. */
  open(): State
  readonly reader: KvReader
  blockAt(at: Hex | number): Block | undefined
  close(): Promise<void>
}

/** The chain itself, or where it is. */
export type ChainOrUrl =
  | { readonly chain: Pick<Node, "chain"> | { readonly node: Pick<Node, "chain"> } }
  | (Partial<Omit<ForkOptions, "block" | "netuid" | "url">> & { readonly url: string })

/** Which state of a chain: after the last block where none is named. `netuid`: all of that subnet will be read. */
export interface ViewAt {
  readonly block?: Hex | number
  readonly netuid?: number
}

export type OpenView = (at?: ViewAt) => Promise<ChainView>

/** What it gives throws OriginError. */
export function viewsOf(of: ChainOrUrl): OpenView {
  if ("url" in of) return (at = {}) => openChainView({ specs: forkableSpecs, ...of, ...at })
  const { chain } = "node" in of.chain ? of.chain.node : of.chain
  return async ({ block = chain.head().hash } = {}) => localView(chain, block)
}

function localView(chain: Node["chain"], at: Hex | number): ChainView {
  const hash = typeof at === "number" ? chain.hashByNumber(at) : at
  const block = hash && chain.block(hash)
  if (block === undefined) throw new OriginError("unknown-block", `the chain has no block ${at}`)
  if (!chain.hasState(block.hash))
    throw new OriginError("state-discarded", `the chain does not keep the state of block ${at} any more`)
  return {
    url: "the chain",
    runtime: chain.runtimeAt(block.hash),
    block,
    reader: chain.state(block.hash).reader,
    open: () => chain.open(block.hash),
    blockAt(wanted) {
      const found = typeof wanted === "number" ? chain.hashByNumber(wanted) : wanted
      return found && chain.block(found)
    },
    close: async () => {},
  }
}

async function openChainView(options: ForkOptions): Promise<ChainView> {
  const { origin, block, remote, spec, close } = await openFork({ prefetch: false, ...options })
  const runtime = createRuntime(spec)
  return {
    url: origin.url,
    runtime,
    block,
    reader: remote,
    open: () => runtime.open(createOverlay(remote)),
    blockAt: (at) => readBlock(origin, at),
    close,
  }
}
