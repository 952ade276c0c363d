import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { BabeApi } from "./schema.ts"

const randomness = new Uint8Array(32)
/** Library defaults; nothing on this chain reads them. */
const c = [1n, 4n] as const
const allowed_slots = "PrimaryAndSecondaryVRFSlots" as const

const emptyEpoch = {
  epoch_index: 0n,
  start_slot: 0n,
  duration: 0n,
  authorities: [],
  randomness,
  config: { c, allowed_slots },
}

/** The chain authors with Aura; tools that ask for Babe see an empty scheme. */
export const babeApiImpl = implementApi(BabeApi, {
  configuration: () => ({
    slot_duration: 0n,
    epoch_length: 0n,
    c,
    authorities: [],
    randomness,
    allowed_slots,
  }),
  current_epoch_start: () => 0n,
  current_epoch: () => emptyEpoch,
  next_epoch: () => emptyEpoch,
  generate_key_ownership_proof: () => undefined,
  submit_report_equivocation_unsigned_extrinsic: () => false,
})
