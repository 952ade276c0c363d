import { definePallet } from "@taonet/frame/pallet"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"

export const preimage = definePallet(schema, calls, {
  calls: {
    note_preimage: logic.notePreimage,
    unnote_preimage: logic.unnotePreimage,
    request_preimage: logic.requestPreimage,
    unrequest_preimage: logic.unrequestPreimage,
    ensure_updated: logic.ensureUpdated,
  },
})
