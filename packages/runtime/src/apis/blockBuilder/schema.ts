import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { DispatchError, Header, TransactionValidityError } from "@taonet/frame/types/sp_runtime"
import { result, unit, vec } from "@taonet/primitives/scale/index"
import { Block, SelfContainedExtrinsic } from "../../types/extrinsic.ts"
import { CheckInherentsResult, InherentData } from "../../types/misc.ts"

/** Building blocks, used by the node only. */
export const BlockBuilder = defineApi("BlockBuilder", 6, "Building blocks, used by the node only", {
  apply_extrinsic: method(
    "Adds one extrinsic to the block being built and returns its result",
    { extrinsic: SelfContainedExtrinsic },
    result(result(unit, DispatchError), TransactionValidityError),
  ),
  finalize_block: method("Finishes the block being built and returns its header", {}, Header),
  inherent_extrinsics: method(
    "Creates the extrinsics that the author itself puts into the block",
    { inherent: InherentData },
    vec(SelfContainedExtrinsic),
  ),
  check_inherents: method(
    "Checks the author's own extrinsics of a block",
    { block: Block, data: InherentData },
    CheckInherentsResult,
  ),
})
