import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { option, optionUnit } from "@taonet/primitives/scale/index"
import {
  BabeConfiguration,
  BabeId,
  Epoch,
  EquivocationProof,
  OpaqueKeyOwnershipProof,
  Slot,
} from "../../types/consensus.ts"

/** Stub of another authoring scheme, kept for compatibility. */
export const BabeApi = defineApi("BabeApi", 2, "Stub of another authoring scheme, kept for compatibility", {
  configuration: method("Returns an empty configuration", {}, BabeConfiguration),
  current_epoch_start: method("Returns zero", {}, Slot),
  current_epoch: method("Returns an empty epoch", {}, Epoch),
  next_epoch: method("Returns an empty epoch", {}, Epoch),
  generate_key_ownership_proof: method(
    "Always returns none",
    { slot: Slot, authority_id: BabeId },
    option(OpaqueKeyOwnershipProof),
  ),
  submit_report_equivocation_unsigned_extrinsic: method(
    "Always returns none",
    { equivocation_proof: EquivocationProof, key_owner_proof: OpaqueKeyOwnershipProof },
    optionUnit,
  ),
})
