import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { OpaqueMetadata } from "@taonet/frame/types/sp_core"
import { option, u32, vec } from "@taonet/primitives/scale/index"

/** Description of the runtime's types and interfaces. */
export const Metadata = defineApi("Metadata", 2, "Description of the runtime's types and interfaces", {
  metadata: method("Returns the metadata in version 14", {}, OpaqueMetadata),
  metadata_at_version: method(
    "Returns the metadata in the given version, or none if it is not supported",
    { version: u32 },
    option(OpaqueMetadata),
  ),
  metadata_versions: method("Lists the supported metadata versions", {}, vec(u32)),
})
