import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { describe, expect, it } from "vitest"
import { palletSchemas } from "../../schemas.ts"
import type { ProxyType } from "../../types/subtensorCommon.ts"
import { allowsCall, delegateFilter, isSuperset } from "./filter.ts"
import { proxyTypes } from "./proxyTypes.ts"
import { calls } from "./schema.ts"

const types = proxyTypes.map(({ name }) => name)
/** Amounts that pass every limit, and the one call that a condition asks for. */
const passing = { value: 1n, alpha_amount: 1n, call: { type: "System", value: { type: "set_code" } } }
const everyCall: readonly RuntimeCallValue[] = palletSchemas.flatMap(({ name, tables }) =>
  Object.keys(tables.calls).map((call) => ({ type: name, value: { type: call, value: passing } })),
)
const allowedBy = (type: ProxyType): string[] =>
  everyCall.filter((call) => allowsCall(type, call)).map(({ type, value }) => `${type}.${value.type}`)
const make = (type: string, name: string, value: unknown = {}): RuntimeCallValue => ({
  type,
  value: { type: name, value },
})

describe("the lists of the types", () => {
  it("have as many calls as the groups that they name", () => {
    expect(Object.fromEntries(types.map((type) => [type, allowedBy(type).length]))).toMatchInlineSnapshot(`
      {
        "Any": 305,
        "BasketTrading": 1,
        "ChildKeys": 2,
        "Governance": 0,
        "NonCritical": 288,
        "NonFungible": 228,
        "NonTransfer": 255,
        "Owner": 40,
        "Registration": 3,
        "RootClaim": 2,
        "RootWeights": 0,
        "Senate": 0,
        "SmallTransfer": 4,
        "Staking": 14,
        "SubnetLeaseBeneficiary": 41,
        "SudoUncheckedSetCode": 1,
        "SwapHotkey": 2,
        "Transfer": 5,
        "Triumvirate": 0,
      }
    `)
  })

  it("are nothing for deprecated types, and everything for Any", () => {
    for (const type of ["Senate", "Triumvirate", "Governance", "RootWeights"] as const)
      expect(allowedBy(type)).toEqual([])
    expect(allowedBy("Any")).toHaveLength(305)
  })

  it("keep from each broad type what it must not do", () => {
    const refused = (type: ProxyType, ...names: string[]) => {
      const allowed = allowedBy(type)
      for (const name of names) expect([type, name, allowed.includes(name)]).toEqual([type, name, false])
    }
    const S = "SubtensorModule"
    for (const type of ["NonTransfer", "NonFungible"] as const)
      refused(type, "Balances.transfer_keep_alive", `${S}.transfer_stake`, "Sudo.sudo", "Crowdloan.create")
    refused(
      "NonFungible",
      `${S}.add_stake`,
      `${S}.register_network`,
      `${S}.swap_hotkey`,
      `${S}.burned_register`,
    )
    refused("NonCritical", "Sudo.sudo", `${S}.dissolve_network`, `${S}.root_register`, `${S}.burned_register`)
    for (const type of types.filter((name) => name !== "Any"))
      refused(type, `${S}.announce_coldkey_swap`, `${S}.swap_coldkey`)
    for (const type of types.filter((name) => name !== "Any" && name !== "BasketTrading"))
      refused(type, `${S}.swap_basket`)
  })

  it("bound small transfers below half a TAO", () => {
    for (const [pallet, name, param] of [
      ["Balances", "transfer_keep_alive", "value"],
      ["Balances", "transfer_allow_death", "value"],
      ["SubtensorModule", "transfer_stake", "alpha_amount"],
      ["SubtensorModule", "transfer_stake_and_hotkey", "alpha_amount"],
    ] as const) {
      expect(allowsCall("SmallTransfer", make(pallet, name, { [param]: 499_999_999n }))).toBe(true)
      expect(allowsCall("SmallTransfer", make(pallet, name, { [param]: 500_000_000n }))).toBe(false)
    }
    expect(allowsCall("SmallTransfer", make("Balances", "transfer_all"))).toBe(false)
  })

  it("let SudoUncheckedSetCode set the code, and nothing else", () => {
    const unchecked = (call: RuntimeCallValue) => make("Sudo", "sudo_unchecked_weight", { call })
    const setCode = make("System", "set_code")
    expect(allowsCall("SudoUncheckedSetCode", unchecked(setCode))).toBe(true)
    expect(allowsCall("SudoUncheckedSetCode", unchecked(make("System", "set_storage")))).toBe(false)
    expect(allowsCall("SudoUncheckedSetCode", make("Sudo", "sudo", { call: setCode }))).toBe(false)
  })
})

describe("a type that covers another", () => {
  it("allows whatever the other does", () => {
    for (const outer of types)
      for (const inner of types.filter((type) => isSuperset(outer, type)))
        expect(
          [outer, inner, allowedBy(inner).filter((call) => !allowedBy(outer).includes(call))],
          "not covered",
        ).toEqual([outer, inner, []])
  })

  it("is itself, Any, NonTransfer or Transfer", () => {
    const covered = (outer: ProxyType) => types.filter((type) => type !== outer && isSuperset(outer, type))
    expect(covered("Any")).toHaveLength(18)
    expect(covered("NonTransfer")).toHaveLength(12)
    expect(covered("Transfer")).toEqual(["SmallTransfer"])
    for (const type of types) expect(isSuperset(type, type)).toBe(true)
    for (const type of types.filter((name) => !["Any", "NonTransfer", "Transfer"].includes(name)))
      expect(covered(type)).toEqual([])
  })
})

describe("a delegate", () => {
  const delegate = { type: "Id", value: `0x${"33".repeat(32)}` } as const
  const add = (proxy_type: ProxyType) => calls.add_proxy.make({ delegate, proxy_type, delay: 0 })
  const remove = (proxy_type: ProxyType) => calls.remove_proxy.make({ delegate, proxy_type, delay: 0 })

  it("hands on no more than it has", () => {
    for (const call of [add, remove]) {
      expect(delegateFilter("NonTransfer")(call("Staking"))).toBe(true)
      expect(delegateFilter("NonTransfer")(call("Any"))).toBe(false)
      expect(delegateFilter("NonTransfer")(call("Transfer"))).toBe(false)
      expect(delegateFilter("Any")(call("Any"))).toBe(true)
      // Covered, but the call itself is none of the type's.
      expect(delegateFilter("Transfer")(call("SmallTransfer"))).toBe(false)
    }
  })

  it("touches all proxies and fees only with all rights", () => {
    for (const call of [
      calls.remove_proxies.make({}),
      make("Proxy", "kill_pure"),
      calls.set_real_pays_fee.make({ delegate, pays_fee: true }),
    ]) {
      expect(delegateFilter("Any")(call)).toBe(true)
      expect(delegateFilter("NonTransfer")(call)).toBe(false)
    }
    expect(delegateFilter("NonTransfer")(calls.poke_deposit.make({}))).toBe(true)
  })
})
