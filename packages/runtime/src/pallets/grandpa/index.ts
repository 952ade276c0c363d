import { fail } from "@taonet/frame/errors"
import { ensureNone, ensureRoot, ensureSigned } from "@taonet/frame/origin"
import { definePallet, type Handler } from "@taonet/frame/pallet"
import { authorityHooks } from "./authorityChange.ts"
import { calls, errors, schema, storage } from "./schema.ts"

/*
 * Finality voters are data here: a list for light clients and explorers to read. Reports of double votes carry a proof of key ownership
 * whose type has no values, since there are no sessions: on the wire those calls cannot be decoded, and within the program none holds.
 */

const reportEquivocation: Handler<typeof calls.report_equivocation> = (_state, origin) => {
  ensureSigned(origin)
  fail(errors.InvalidKeyOwnershipProof)
}

const reportEquivocationUnsigned: Handler<typeof calls.report_equivocation_unsigned> = (_state, origin) => {
  ensureNone(origin)
  fail(errors.InvalidKeyOwnershipProof)
}

/** Root notes that finality stalled. Nothing on this chain acts on it. */
const noteStalled: Handler<typeof calls.note_stalled> = (state, origin, args) => {
  ensureRoot(origin)
  storage.Stalled.set(state, [args.delay, args.best_finalized_block_number])
}

export const grandpa = definePallet(schema, calls, {
  calls: {
    report_equivocation: reportEquivocation,
    report_equivocation_unsigned: reportEquivocationUnsigned,
    note_stalled: noteStalled,
  },
  hooks: authorityHooks,
})
