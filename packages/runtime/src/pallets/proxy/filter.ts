import type { CallFilter } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { ProxyType } from "../../types/subtensorCommon.ts"
import { callGroups, type GroupName } from "./callGroups.ts"
import { type Condition, proxyTypes } from "./proxyTypes.ts"

/**
 * What a delegate of a type may have the account do: the type's calls, but no more rights given or taken than the type covers itself.
 * behaviour/other-pallets.md section 2; source: pallet_proxy `do_proxy`.
 */
export const delegateFilter =
  (type: ProxyType): CallFilter =>
  (call) => {
    if (call.type === "Proxy") {
      const { type: name, value: args } = call.value
      if (
        changesOneProxy.has(name) &&
        !isSuperset(type, (args as { readonly proxy_type: ProxyType }).proxy_type)
      )
        return false
      if (type !== "Any" && changesAllProxies.has(name)) return false
    }
    return allowsCall(type, call)
  }

const changesOneProxy: ReadonlySet<string> = new Set(["add_proxy", "remove_proxy"])
const changesAllProxies: ReadonlySet<string> = new Set(["remove_proxies", "kill_pure", "set_real_pays_fee"])

/** Whether the type's own list has the call: `InstanceFilter::filter` of the reference. */
export function allowsCall(type: ProxyType, call: RuntimeCallValue): boolean {
  const rules = rulesOf.get(type)
  if (!rules) return false
  const { allows } = rules
  if (allows === "all") return true
  if ("groups" in allows) {
    const group = groupOf(call)
    return group !== undefined && allows.groups.includes(group)
  }
  return allows.calls.some(
    (item) => item.pallet === call.type && item.call === call.value.type && holds(item.condition, call),
  )
}

/** Whether a delegate of type `outer` may handle proxies of type `inner`. */
export function isSuperset(outer: ProxyType, inner: ProxyType): boolean {
  if (outer === inner || outer === "Any") return true
  return coveredBy[outer]?.includes(inner) ?? false
}

/** Named one by one, so that a type which moves value is never covered by accident. */
const coveredBy: Readonly<Partial<Record<ProxyType, readonly ProxyType[]>>> = {
  NonTransfer: [
    "Owner",
    "Senate",
    "NonFungible",
    "Triumvirate",
    "Governance",
    "Staking",
    "Registration",
    "RootWeights",
    "ChildKeys",
    "SwapHotkey",
    "SubnetLeaseBeneficiary",
    "RootClaim",
  ],
  Transfer: ["SmallTransfer"],
}

const rulesOf = new Map(proxyTypes.map((rules) => [rules.name, rules]))

function holds(condition: Condition, call: RuntimeCallValue): boolean {
  const value = (call.value.value as Readonly<Record<string, unknown>>)[condition.param]
  if (condition.type === "ParamLessThan") return (value as bigint) < condition.limit
  const inner = value as RuntimeCallValue
  return inner.type === condition.pallet && inner.value.type === condition.call
}

const named = new Map<string, GroupName>()
const remaining = new Map<string, GroupName>()
for (const [group, pallets] of Object.entries(callGroups) as [GroupName, (typeof callGroups)[GroupName]][]) {
  for (const [pallet, names] of Object.entries(pallets)) {
    if (names === "rest") remaining.set(pallet, group)
    else for (const name of names) named.set(`${pallet}.${name}`, group)
  }
}

/** The one group that a call belongs to. */
const groupOf = (call: RuntimeCallValue): GroupName | undefined =>
  named.get(`${call.type}.${call.value.type}`) ?? remaining.get(call.type)
