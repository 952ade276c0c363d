import type { State } from "@taonet/frame/state"

/** What an author puts into its own blocks besides inherents and the pool's transactions, as pulses of a beacon that it runs. */
export interface BlockSource {
  /** Extrinsics for the block in work, whose inherents have run, in their order. What the chain does not take is left out. */
  extrinsics(state: State): readonly Uint8Array[]
}
