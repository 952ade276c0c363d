import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { bytes, option, vec } from "@taonet/primitives/scale/index"
import { ProxyFilterInfo, ProxyTypeInfo } from "../../types/subtensorCommon.ts"

/** What each proxy type allows. */
export const ProxyFilterRuntimeApi = defineApi("ProxyFilterRuntimeApi", 1, "What each proxy type allows", {
  get_proxy_types: method("Lists all proxy types and whether they are deprecated", {}, vec(ProxyTypeInfo)),
  get_proxy_filters: method(
    "Lists the calls that each requested proxy type allows",
    { proxy_types: option(bytes) },
    vec(ProxyFilterInfo),
  ),
})
