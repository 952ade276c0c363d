import type { Pallet } from "@taonet/frame/pallet"
import type { BlockStart } from "@taonet/frame/runtime"
import { zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { noteRuntimeVersion } from "../pallets/system/code.ts"
import { constants, storage as system } from "../pallets/system/schema.ts"
import type { EventRecord } from "../pallets/system/types.ts"

/** Starts a block: System's items first, then `on_initialize` of all pallets in index order. */
export function initializeBlock(state: State, block: BlockStart, pallets: readonly Pallet[]): void {
  const { number, parentHash, digest, author } = block
  state.author = author
  state.phase = { type: "Initialization" }
  noteRuntimeVersion(state)
  system.Events.delete(state)
  system.EventCount.delete(state)
  system.ExecutionPhase.set(state, state.phase)
  system.Number.set(state, number)
  system.Digest.set(state, { logs: [...digest] })
  system.ParentHash.set(state, parentHash)
  system.BlockHash.set(state, number - 1, parentHash)
  system.BlockWeight.set(state, { normal: zeroWeight, operational: zeroWeight, mandatory: baseWeight(state) })
  system.AllExtrinsicsLen.delete(state)
  system.ExtrinsicCount.delete(state)
  for (const pallet of pallets) pallet.hooks?.onInitialize?.(state, number)
}

/** What a block costs before its first extrinsic. The hooks measure no weight of their own. */
const baseWeight = (state: State) => constants.BlockWeights.get(state).base_block

/** Ends a block: `on_finalize` of all pallets, then events become storage and what lived only during the block goes. */
export function finalizeBlock(state: State, pallets: readonly Pallet[]): void {
  const number = system.Number.get(state)
  state.phase = { type: "Finalization" }
  for (const pallet of pallets) pallet.hooks?.onIdle?.(state, number)
  for (const pallet of pallets) pallet.hooks?.onFinalize?.(state, number)
  system.ExecutionPhase.delete(state)
  system.AllExtrinsicsLen.delete(state)
  system.ExtrinsicCount.delete(state)
  system.InherentsApplied.delete(state)
  if (state.events.length > 0) {
    system.Events.set(state, state.events as unknown as EventRecord[])
    system.EventCount.set(state, state.events.length)
  }
  const expired = number - constants.BlockHashCount.get(state) - 1
  if (expired > 0) system.BlockHash.delete(state, expired)
}
