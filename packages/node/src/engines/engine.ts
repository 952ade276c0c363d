import type { Block } from "../chain/blocks.ts"

/** What decides when a block is made and which. The chain does not know it; it drives the chain through `ConsensusApp`. */
export interface Engine {
  readonly mode: EngineMode
  start(): void
  /** Resolves when the block in work, if any, is done. */
  stop(): Promise<void>
  /** Makes blocks now, one after another, whatever the mode. Throws NodeError `engine-stopped` after `stop`. */
  produce(count?: number): Promise<Block>
}

/** A block every so many milliseconds, one for each transaction, or only when told to. */
export type EngineMode =
  | { readonly type: "interval"; readonly intervalMs: number }
  | { readonly type: "instant" }
  | { readonly type: "manual" }
