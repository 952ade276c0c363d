import type { Overlay } from "@taonet/state/types"
import type { Dispatcher } from "./dispatch/dispatcher.ts"

/** Where in a block something happens; decides the `phase` of events. */
export type Phase =
  | { readonly type: "ApplyExtrinsic"; readonly value: number }
  | { readonly type: "Finalization" }
  | { readonly type: "Initialization" }

/** An event as deposited; encoded when the block is sealed. */
export interface EventRecord {
  readonly phase: Phase
  readonly event: {
    readonly type: string
    readonly value: { readonly type: string; readonly value?: unknown }
  }
  readonly topics: readonly string[]
}

/** Values of runtime constants that a chain spec sets, by `Pallet.Name`. */
export type ConstantOverrides = ReadonlyMap<string, unknown>

/**
 * What a dispatchable works on: the storage overlay, the chain's constants, and what lives only while a block is being built. Nested
 * transactions cover both storage and events.
 */
export interface State extends Overlay {
  readonly constants: ConstantOverrides
  readonly events: EventRecord[]
  phase: Phase
  /** Dispatches calls inside calls (batch, sudo, proxy) with all that every dispatch has: filter, guards, rollback. */
  readonly dispatcher: Dispatcher
  /** Author of the block being built, if any: receives what the reference gives to `T::Author`. */
  author: string | undefined
}

export function createState(overlay: Overlay, constants: ConstantOverrides, dispatcher: Dispatcher): State {
  const events: EventRecord[] = []
  const state: State = {
    get: overlay.get,
    nextKey: overlay.nextKey,
    keys: overlay.keys,
    set: overlay.set,
    delete: overlay.delete,
    clearPrefix: overlay.clearPrefix,
    changes: overlay.changes,
    cached: overlay.cached,
    constants,
    events,
    phase: { type: "Initialization" },
    dispatcher,
    author: undefined,
    transaction(body) {
      const depth = events.length
      try {
        return overlay.transaction(body)
      } catch (error) {
        events.length = depth
        throw error
      }
    },
  }
  return state
}
