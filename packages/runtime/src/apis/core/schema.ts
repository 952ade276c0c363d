import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { ExtrinsicInclusionMode, Header } from "@taonet/frame/types/sp_runtime"
import { unit } from "@taonet/primitives/scale/index"
import { Block } from "../../types/extrinsic.ts"
import { RuntimeVersion } from "../../types/sp_version.ts"

/** Basic functions every runtime offers to the node. */
export const Core = defineApi("Core", 5, "Basic functions every runtime offers to the node", {
  version: method("Returns the runtime's name, version numbers and API list", {}, RuntimeVersion),
  execute_block: method("Runs a whole block; used by the node only", { block: Block }, unit),
  initialize_block: method(
    "Starts a new block from its header; used by the node only",
    { header: Header },
    ExtrinsicInclusionMode,
  ),
})
