import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { bytes, option, result, str, unit, vec } from "@taonet/primitives/scale/index"

/** Building the genesis state from JSON. */
export const GenesisBuilder = defineApi("GenesisBuilder", 1, "Building the genesis state from JSON", {
  build_state: method("Writes a genesis state from a JSON configuration", { json: bytes }, result(unit, str)),
  get_preset: method(
    "Returns a named genesis configuration as JSON, or the default one",
    { id: option(str) },
    option(bytes),
  ),
  preset_names: method("Lists the named genesis configurations", {}, vec(str)),
})
