import { definePallet } from "@taonet/frame/pallet"
import { setCommitment, setMaxSpace } from "./dispatchables.ts"
import { revealCommitments } from "./reveal.ts"
import { calls, schema } from "./schema.ts"

export const commitments = definePallet(schema, calls, {
  calls: { set_commitment: setCommitment, set_max_space: setMaxSpace },
  hooks: { onInitialize: revealCommitments },
})
