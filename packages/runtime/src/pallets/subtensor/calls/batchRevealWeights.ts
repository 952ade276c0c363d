import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors } from "../schema.ts"
import { revealHashedWeightsBatch } from "../weights/reveal.ts"

/** Reveals several commits on mechanism 0 of one subnet, all or none. Source: behaviour/coinbase.md section 2. */
export const batchRevealWeights: Handler<typeof calls.batch_reveal_weights> = (state, origin, args) => {
  const { netuid, uids_list, values_list, salts_list, version_keys } = args
  const count = uids_list.length
  ensure(
    values_list.length === count && salts_list.length === count && version_keys.length === count,
    errors.InputLengthsUnequal,
  )
  const reveals = uids_list.map((uids, i) => ({
    uids,
    values: values_list[i]!,
    salt: salts_list[i]!,
    versionKey: version_keys[i]!,
  }))
  revealHashedWeightsBatch(state, ensureSigned(origin), netuid, reveals)
}
