import { ensureRoot } from "@taonet/frame/origin"
import { definePallet, type Handler } from "@taonet/frame/pallet"
import { authorityHooks } from "./authorityChange.ts"
import { calls, schema, storage } from "./schema.ts"

/*
 * Finality voters are data here: a list for light clients and explorers to read. Reports of double votes carry a proof type
 * that has no values, so those calls cannot even be decoded.
 */

/** Root notes that finality stalled. Nothing on this chain acts on it. */
const noteStalled: Handler<typeof calls.note_stalled> = (state, origin, args) => {
  ensureRoot(origin)
  storage.Stalled.set(state, [args.delay, args.best_finalized_block_number])
}

export const grandpa = definePallet(schema, calls, {
  calls: { note_stalled: noteStalled },
  hooks: authorityHooks,
})
