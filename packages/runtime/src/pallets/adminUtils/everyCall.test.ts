import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { describe, expect, test } from "vitest"
import { documentedErrors } from "../../conformance/documentedErrors/adminUtils.ts"
import { expectRefusal, type Refusal, testRefusals } from "../../refusals.testkit.ts"
import type { Caller, TestChain } from "../../testKit.ts"
import { storage as grandpa } from "../grandpa/schema.ts"
import { storage } from "../subtensor/schema.ts"
import { subnetAccount } from "../subtensor/subnets/accounts.ts"
import {
  type Example,
  examples,
  hotkey,
  netuid,
  openAdmin,
  openSubnet,
  owner,
  prepare,
  stranger,
} from "./everyCall.testkit.ts"
import { calls } from "./schema.ts"

const makeCall = (call: keyof typeof calls, args: Example["args"]): RuntimeCallValue =>
  ({ type: "AdminUtils", value: { type: call, value: args } }) as RuntimeCallValue
const callOf = ({ call, args }: Example, change: Example["args"] = {}) =>
  makeCall(call, { ...args, ...change })
const errorsOf = (call: string): readonly string[] => documentedErrors[call] ?? []
const rows = examples.map((example) => [example.call, example] as const)

const retired = ["sudo_set_network_pow_registration_allowed", "sudo_set_total_issuance"]

test("there is an example of every call", () => {
  expect([...examples.map(({ call }) => call), ...retired].sort()).toEqual(Object.keys(calls).sort())
})

const read = (state: State, { item, args }: Example): unknown => {
  const entry = storage[item as keyof typeof storage] as unknown as { get(...args: unknown[]): unknown }
  return "netuid" in args ? entry.get(state, args.netuid) : entry.get(state)
}

describe("root's call", () => {
  test.each(rows)("%s writes its value and tells of it", (_, example) => {
    const chain = openAdmin()
    prepare(chain, example)
    expect(chain.call("root", callOf(example))).toEqual({ ok: true, post: {} })
    if (example.item) expect(read(chain.state, example)).toEqual(example.value)
    expect(chain.takeEvents()).toEqual(example.events)
  })

  test.each(rows)("%s is no stranger's and no inherent's", (_, example) => {
    const chain = openAdmin()
    prepare(chain, example)
    for (const caller of [stranger, "none"] as const)
      expectRefusal(chain, caller, callOf(example), "BadOrigin")
    const mayOwner = ownerCalls.includes(example)
    if (!mayOwner) expectRefusal(chain, owner, callOf(example), "BadOrigin")
  })
})

const RATE = "SubtensorModule.TxRateLimitExceeded"
const WINDOW = "SubtensorModule.AdminActionProhibitedDuringWeightsWindow"
const unlimited = ["sudo_set_owner_cut_enabled", "sudo_set_owner_cut_auto_lock_enabled"]
const ownerCalls = examples.filter(({ call }) => errorsOf(call).includes(RATE) || unlimited.includes(call))
const having = (...errors: readonly string[]) =>
  examples.filter(({ call }) => errorsOf(call).some((error) => errors.includes(error)))
const named = (list: readonly Example[]) => list.map((example) => [example.call, example] as const)

describe("the owner's call", () => {
  test.each(named(ownerCalls))("%s has the effect of root's", (_, example) => {
    const chain = openAdmin()
    prepare(chain, example)
    expect(chain.call(owner, callOf(example)).ok).toBe(true)
    if (example.item) expect(read(chain.state, example)).toEqual(example.value)
    expect(chain.takeEvents()).toEqual(example.events)
  })

  test.each(named(having(RATE)))("%s has to wait for the next", (_, example) => {
    const chain = openAdmin()
    prepare(chain, example)
    expect(chain.call(owner, callOf(example)).ok).toBe(true)
    expectRefusal(chain, owner, callOf(example), RATE)
  })
})

describe("what a subnet's state forbids", () => {
  test.each(named(having(WINDOW)))("%s waits while an epoch is near", (_, example) => {
    const chain = openAdmin()
    prepare(chain, example)
    storage.PendingEpochAt.set(chain.state, netuid, 1001n)
    const caller: Caller = ownerCalls.includes(example) ? owner : "root"
    expectRefusal(chain, caller, callOf(example), WINDOW)
  })

  const missing = [
    "SubnetDoesNotExist",
    "SubtensorModule.SubnetNotExists",
    "SubtensorModule.MechanismDoesNotExist",
  ]
  test.each(named(having(...missing)))("%s needs the subnet", (_, example) => {
    const chain = openAdmin()
    storage.AdminFreezeWindow.set(chain.state, 0)
    const error = errorsOf(example.call).find((name) => missing.includes(name)) ?? ""
    const full = error.includes(".") ? error : `AdminUtils.${error}`
    expectRefusal(chain, "root", callOf(example, { netuid: 6 }), full)
  })

  test.each(named(having("NotPermittedOnRootSubnet")))("%s is not for root's subnet", (_, example) => {
    const chain = openAdmin()
    openSubnet(chain, 0)
    expectRefusal(chain, "root", callOf(example, { netuid: 0 }), "AdminUtils.NotPermittedOnRootSubnet")
  })
})

const at =
  (set: (state: State) => void) =>
  ({ state }: TestChain) =>
    set(state)
type Bound = readonly [
  error: string,
  call: keyof typeof calls,
  args: Example["args"],
  arrange?: (state: State) => void,
]
/** What the other tests of this pallet look at with neighbours and order; here once each, that nothing changes. */
const bounds: readonly Bound[] = [
  ["AdminUtils.ValueNotInBounds", "sudo_set_basket_concentration_cap", { cap: 0 }],
  ["AdminUtils.ValueNotInBounds", "sudo_set_basket_daily_turnover_cap", { cap: 0 }],
  ["AdminUtils.ValueNotInBounds", "sudo_set_basket_liquidity_cap", { cap: 0 }],
  ["AdminUtils.ValueNotInBounds", "sudo_set_min_burn", { netuid, min_burn: 10n ** 9n }],
  [
    "AdminUtils.MaxAllowedUIdsLessThanCurrentUIds",
    "sudo_set_max_allowed_uids",
    { netuid, max_allowed_uids: 99 },
  ],
  ["SubtensorModule.InvalidValue", "sudo_trim_to_max_allowed_uids", { netuid, max_n: 63 }],
  [
    "SubtensorModule.InvalidValue",
    "sudo_trim_to_max_allowed_uids",
    { netuid, max_n: 129 },
    (state) => storage.MaxAllowedUids.set(state, netuid, 128),
  ],
  [
    "SubtensorModule.TrimmingWouldExceedMaxImmunePercentage",
    "sudo_trim_to_max_allowed_uids",
    { netuid, max_n: 64 },
    (state) => storage.BlockAtRegistration.set(state, netuid, 0, 999n),
  ],
  [
    "AdminUtils.GrandpaChangeDelayMustBeZero",
    "schedule_grandpa_change",
    { next_authorities: [], in_blocks: 1, forced: undefined },
  ],
  [
    "Grandpa.ChangePending",
    "schedule_grandpa_change",
    { next_authorities: [], in_blocks: 0, forced: undefined },
    (state) =>
      grandpa.PendingChange.set(state, {
        scheduled_at: 999,
        delay: 0,
        next_authorities: [],
        forced: undefined,
      }),
  ],
  [
    "Grandpa.TooSoon",
    "schedule_grandpa_change",
    { next_authorities: [], in_blocks: 0, forced: 900 },
    (state) => grandpa.NextForced.set(state, 1001),
  ],
  [
    "SubtensorModule.CannotUseSystemAccount",
    "sudo_set_sn_owner_hotkey",
    { netuid, hotkey: subnetAccount(netuid) },
  ],
  [
    "SubtensorModule.TxRateLimitExceeded",
    "sudo_set_sn_owner_hotkey",
    { netuid, hotkey },
    (state) => storage.LastRateLimitedBlock.set(state, { type: "SetSNOwnerHotkey", value: netuid }, 999n),
  ],
]

describe("what is refused and changes nothing", () => {
  testRefusals(
    openAdmin,
    bounds.map(([error, call, args, arrange = () => undefined]): Refusal => {
      return { error, when: call, caller: "root", call: makeCall(call, args), arrange: at(arrange) }
    }),
  )

  test.each(retired)("%s, whoever asks", (name) => {
    const chain = openAdmin()
    const args = name.endsWith("issuance") ? { total_issuance: 1n } : { netuid, registration_allowed: true }
    for (const caller of ["root", owner, stranger, "none"] as const)
      expectRefusal(
        chain,
        caller,
        makeCall(name as keyof typeof calls, args),
        `AdminUtils.${errorsOf(name)[0]}`,
      )
  })
})
