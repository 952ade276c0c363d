import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { OpaqueValue } from "@taonet/frame/types/sp_runtime"
import { option, optionUnit, tuple, u64, vec } from "@taonet/primitives/scale/index"
import { GrandpaEquivocationProof, GrandpaId } from "../../types/consensus.ts"

/** Facts for finality voters. */
export const GrandpaApi = defineApi("GrandpaApi", 3, "Facts for finality voters", {
  grandpa_authorities: method("Lists the finality voters with their weight", {}, vec(tuple(GrandpaId, u64))),
  submit_report_equivocation_unsigned_extrinsic: method(
    "Would report a double vote; always returns none here",
    { equivocation_proof: GrandpaEquivocationProof, key_owner_proof: OpaqueValue },
    optionUnit,
  ),
  generate_key_ownership_proof: method(
    "Would prove who owned a voter key; always returns none here",
    { set_id: u64, authority_id: GrandpaId },
    option(OpaqueValue),
  ),
  current_set_id: method("Returns the number of the current authority set", {}, u64),
})
