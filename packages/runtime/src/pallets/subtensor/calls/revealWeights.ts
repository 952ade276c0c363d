import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { revealHashedWeights } from "../weights/reveal.ts"

/** Reveals weights committed on mechanism 0. Source: behaviour/coinbase.md section 2. */
export const revealWeights: Handler<typeof calls.reveal_weights> = (state, origin, args) => {
  const { netuid, uids, values, salt, version_key } = args
  revealHashedWeights(state, ensureSigned(origin), {
    netuid,
    mecid: 0,
    uids,
    values,
    salt,
    versionKey: version_key,
  })
}
