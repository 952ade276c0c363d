import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { storage } from "../../pallets/grandpa/schema.ts"
import { GrandpaApi } from "./schema.ts"

/** Reports of double votes are not taken on this chain: no proof of ownership exists, no report is made of one. */
export const grandpaApiImpl = implementApi(GrandpaApi, {
  grandpa_authorities: (state) => storage.Authorities.get(state),
  current_set_id: (state) => storage.CurrentSetId.get(state),
  generate_key_ownership_proof: () => undefined,
  submit_report_equivocation_unsigned_extrinsic: () => false,
})
