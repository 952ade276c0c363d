import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { revealHashedWeights } from "../weights/reveal.ts"

/** Reveals weights committed on one mechanism. Source: behaviour/coinbase.md section 2. */
export const revealMechanismWeights: Handler<typeof calls.reveal_mechanism_weights> = (
  state,
  origin,
  args,
) => {
  const { netuid, mecid, uids, values, salt, version_key } = args
  revealHashedWeights(state, ensureSigned(origin), {
    netuid,
    mecid,
    uids,
    values,
    salt,
    versionKey: version_key,
  })
}
