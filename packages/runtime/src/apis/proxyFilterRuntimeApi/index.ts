import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { utf8 } from "@taonet/primitives/bytes"
import { proxyTypes } from "../../pallets/proxy/proxyTypes.ts"
import { proxyFilters } from "./filters.ts"
import { ProxyFilterRuntimeApi } from "./schema.ts"

export const proxyFilterRuntimeApiImpl = implementApi(ProxyFilterRuntimeApi, {
  get_proxy_types: () =>
    proxyTypes.map(({ name, deprecated }, index) => ({ name: utf8(name), index, deprecated })),
  get_proxy_filters: (_state, { proxy_types }) => proxyFilters(proxy_types),
})
