import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Block } from "@taonet/node/chain/blocks"
import type { Hex } from "@taonet/primitives/hex"
import { createRuntime } from "@taonet/runtime/runtime"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader } from "@taonet/state/types"
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

/** Throws OriginError. */
export async function openChainView(options: ForkOptions): Promise<ChainView> {
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
