import { ensure, fail } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { storage as timestamp } from "../../timestamp/schema.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Forgets an order's recorded output: its signer at any time, anybody once it has expired, also while orders are off. Moves no money. */
export const pruneLinkedOutput: Handler<typeof calls.prune_linked_output> = (state, origin, { order_id }) => {
  const who = ensureSigned(origin)
  const output = storage.LinkedOutputs.get(state, order_id) ?? fail(errors.NoLinkedOutput)
  const expired = timestamp.Now.get(state) > output.expires_at
  ensure(who === output.signer || expired, errors.LinkedOutputNotPrunable)
  storage.LinkedOutputs.delete(state, order_id)
  events.LinkedOutputPruned.deposit(state, { order_id, total: output.total })
}
