import { assert } from "@taonet/frame/errors"
import type { PalletSchema } from "@taonet/frame/schema/pallet"
import { utf8 } from "@taonet/primitives/bytes"
import { callGroups, type GroupName } from "../../pallets/proxy/callGroups.ts"
import { type Allowance, type Condition, proxyTypes } from "../../pallets/proxy/proxyTypes.ts"
import { palletSchemas } from "../../schemas.ts"
import type { CallConstraint, CallInfo, FilterMode, ProxyFilterInfo } from "../../types/subtensorCommon.ts"

/** `get_proxy_filters`: of all types, or of those whose index is asked for; always by index, unknown ones left out. */
export function proxyFilters(asked: Uint8Array | undefined): ProxyFilterInfo[] {
  const filters = proxyTypes.map(({ name, deprecated, allows }, index) => ({
    proxy_type: index,
    name: utf8(name),
    deprecated,
    filter_mode: filterMode(allows),
  }))
  return asked === undefined ? filters : filters.filter(({ proxy_type }) => asked.includes(proxy_type))
}

function filterMode(allows: Allowance): FilterMode {
  if (allows === "all") return { type: "AllowAll" }
  if ("groups" in allows) return { type: "Allow", value: allows.groups.flatMap(groupCalls) }
  return {
    type: "Allow",
    value: allows.calls.map(({ pallet, call, condition }) =>
      callInfo(schemaOf(pallet), call, constraintOf(condition)),
    ),
  }
}

function constraintOf(condition: Condition): CallConstraint {
  const param_name = utf8(condition.param)
  if (condition.type === "ParamLessThan")
    return { type: condition.type, value: { param_name, limit: condition.limit } }
  const { type, pallet, call } = condition
  return { type, value: { param_name, pallet_name: utf8(pallet), call_name: utf8(call) } }
}

/** The calls of a group, in its order. */
export function groupCalls(group: GroupName): CallInfo[] {
  return Object.entries(callGroups[group]).flatMap(([pallet, names]) => {
    const schema = schemaOf(pallet)
    const listed = names === "rest" ? unlistedCalls(schema) : names
    return listed.map((name) => callInfo(schema, name, undefined))
  })
}

function unlistedCalls(schema: PalletSchema): string[] {
  const elsewhere = new Set(
    Object.values(callGroups).flatMap((group) => {
      const names = group[schema.name]
      return names === undefined || names === "rest" ? [] : names
    }),
  )
  return Object.keys(schema.tables.calls).filter((name) => !elsewhere.has(name))
}

function schemaOf(pallet: string): PalletSchema {
  const schema = palletSchemas.find(({ name }) => name === pallet)
  assert(schema, `a proxy type names the unknown pallet ${pallet}`)
  return schema
}

function callInfo(schema: PalletSchema, call: string, constraint: CallConstraint | undefined): CallInfo {
  const found = schema.tables.calls[call]
  assert(found, `a proxy type names the unknown call ${schema.name}.${call}`)
  return {
    pallet_name: utf8(schema.name),
    pallet_index: schema.index,
    call_name: utf8(call),
    call_index: found.spec.index,
    constraint,
  }
}
