import { describe, expect, it } from "vitest"
import { callGroups, type GroupName } from "../../pallets/proxy/callGroups.ts"
import { proxyTypes } from "../../pallets/proxy/proxyTypes.ts"
import { palletSchemas } from "../../schemas.ts"
import { type CallInfo, type ProxyFilterInfo, ProxyType } from "../../types/subtensorCommon.ts"
import { createApiChain } from "../shared/apiChain.testkit.ts"
import { groupCalls } from "./filters.ts"

const nameOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const callName = ({ pallet_name, call_name }: CallInfo): string =>
  `${nameOf(pallet_name)}.${nameOf(call_name)}`
const filters = (proxy_types?: Uint8Array): ProxyFilterInfo[] =>
  createApiChain().ask("ProxyFilterRuntimeApi_get_proxy_filters", { proxy_types }) as ProxyFilterInfo[]

describe("call groups", () => {
  it("hold every call of the runtime once", () => {
    const grouped = (Object.keys(callGroups) as GroupName[]).flatMap(groupCalls).map(callName)
    const all = palletSchemas.flatMap(({ name, tables }) =>
      Object.keys(tables.calls).map((call) => `${name}.${call}`),
    )
    expect(grouped).toHaveLength(305)
    expect(grouped.sort()).toEqual(all.sort())
  })
})

describe("proxy types", () => {
  it("are those of the chain's enum, in its order", () => {
    const { def } = ProxyType.info()
    expect(proxyTypes.map(({ name }) => name)).toEqual(
      def.tag === "variant" ? def.variants.map(({ name }) => name) : [],
    )
    const shown = createApiChain().ask("ProxyFilterRuntimeApi_get_proxy_types") as { deprecated: boolean }[]
    expect(shown.flatMap(({ deprecated }, index) => (deprecated ? [index] : []))).toEqual([4, 6, 7, 12])
  })

  it("are picked by index, unknown ones left out", () => {
    expect(filters()).toHaveLength(19)
    expect(filters(new Uint8Array())).toEqual([])
    const [any, senate] = filters(Uint8Array.of(200, 4, 0, 4))
    expect(any).toMatchObject({ proxy_type: 0, filter_mode: { type: "AllowAll" } })
    expect(senate).toMatchObject({
      proxy_type: 4,
      deprecated: true,
      filter_mode: { type: "Allow", value: [] },
    })
  })

  it("allow lists of calls, some under a condition", () => {
    const allowed = (index: number): CallInfo[] => {
      const mode = filters(Uint8Array.of(index))[0]!.filter_mode
      return mode.type === "Allow" ? mode.value : []
    }
    expect(allowed(10).map(callName)).toEqual([
      "Balances.transfer_keep_alive",
      "Balances.transfer_allow_death",
      "Balances.transfer_all",
      "SubtensorModule.transfer_stake",
      "SubtensorModule.transfer_stake_and_hotkey",
    ])
    expect(allowed(11).map(({ constraint }) => constraint)).toMatchObject([
      { type: "ParamLessThan", value: { limit: 500_000_000n } },
      { type: "ParamLessThan" },
      { type: "ParamLessThan" },
      { type: "ParamLessThan" },
    ])
    expect(allowed(18).map(callName)).toEqual(["SubtensorModule.swap_basket"])
    expect(allowed(3).map(callName)).not.toContain("Balances.transfer_all")
    expect(allowed(3).map(callName)).toContain("SubtensorModule.add_stake")
  })
})
