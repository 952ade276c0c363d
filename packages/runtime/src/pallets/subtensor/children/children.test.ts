import { ModuleError } from "@taonet/frame/errors"
import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { describe, expect, it } from "vitest"
import { storage as system } from "../../system/schema.ts"
import { setAutoParentDelegationEnabled } from "../calls/setAutoParentDelegationEnabled.ts"
import { setChildkeyTake } from "../calls/setChildkeyTake.ts"
import { setChildren } from "../calls/setChildren.ts"
import { setPendingChildkeyCooldown } from "../calls/setPendingChildkeyCooldown.ts"
import { sudoSetMaxChildkeyTake } from "../calls/sudoSetMaxChildkeyTake.ts"
import { sudoSetMinChildkeyTake } from "../calls/sudoSetMinChildkeyTake.ts"
import { sudoSetTxChildkeyTakeRateLimit } from "../calls/sudoSetTxChildkeyTakeRateLimit.ts"
import { applyPendingChildren } from "../coinbase/pendingChildren.ts"
import { alice, bob, hotA, hotB, key, openBooks, TAO } from "../staking/books.testKit.ts"
import { inheritedStakes } from "../staking/inheritance.ts"
import { stakeIntoSubnet } from "../staking/swapping.ts"
import { storage } from "../storage.ts"
import { onIdle } from "../subnets/idle.ts"
import { applyChildren, moveRelations, type Relation } from "./relations.ts"
import { childkeyTake } from "./takes.ts"
import { queueThresholdCheck } from "./thresholds.ts"

const NETUID = 1
const [hotC, hotD] = [key(103), key(104)]

function errorOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof ModuleError) return error.def.name
    throw error
  }
  return "none"
}

function open() {
  const state = openBooks()
  const ask = (children: Relation[], { coldkey = alice, hotkey = hotA, netuid = NETUID } = {}) =>
    errorOf(() => setChildren(state, signedOrigin(coldkey), { hotkey, netuid, children }))
  const events = () => state.events.splice(0).map(({ event }) => event.value.type)
  return { state, ask, events }
}

describe("set_children", () => {
  it("refuses, in the reference's order", () => {
    const { state, ask } = open()
    storage.StakeThreshold.set(state, 1n)
    storage.ParentKeys.set(state, hotA, NETUID, [[1n, hotD]])
    const six = Array.from({ length: 6 }, (_, n): Relation => [1n, key(110 + n)])
    expect(ask([], { netuid: 0, coldkey: bob })).toBe("RegistrationNotPermittedOnRootSubnet")
    expect(ask([], { netuid: 7, coldkey: bob })).toBe("SubnetNotExists")
    expect(
      ask(
        [
          [1n, hotB],
          [1n, hotB],
        ],
        { coldkey: bob },
      ),
    ).toBe("NonAssociatedColdKey")
    expect(
      ask([
        [1n, hotA],
        [1n, hotB],
        [1n, hotB],
      ]),
    ).toBe("DuplicateChild")
    expect(ask([[1n, hotA], ...six])).toBe("InvalidChild")
    expect(ask([[U64_MAX, hotB], ...six])).toBe("TooManyChildren")
    expect(
      ask([
        [U64_MAX, hotD],
        [1n, hotB],
      ]),
    ).toBe("ProportionOverflow")
    expect(ask([[1n, hotD]])).toBe("ChildParentInconsistency")
    expect(ask([[1n, hotB]])).toBe("NotEnoughStakeToSetChildkeys")
    expect(ask([])).toBe("none")
    expect(ask([], { netuid: 0, coldkey: bob })).toBe("RegistrationNotPermittedOnRootSubnet")
    expect(ask([], { coldkey: bob })).toBe("TxRateLimitExceeded")
    system.Number.set(state, 159)
    expect(ask([])).toBe("TxRateLimitExceeded")
    system.Number.set(state, 160)
    expect(ask([])).toBe("none")
  })

  it("applies at once before staking starts, and after a cooldown later", () => {
    const { state, ask, events } = open()
    storage.SubtokenEnabled.set(state, NETUID, false)
    expect(
      ask([
        [5n, hotC],
        [6n, hotB],
      ]),
    ).toBe("none")
    expect(events()).toEqual(["SetChildren"])
    expect(storage.ChildKeys.get(state, hotA, NETUID)).toEqual([
      [6n, hotB],
      [5n, hotC],
    ])

    storage.SubtokenEnabled.set(state, NETUID, true)
    setPendingChildkeyCooldown(state, rootOrigin, { cooldown: 30n })
    system.Number.set(state, 200)
    expect(ask([[7n, hotB]])).toBe("none")
    expect(events()).toEqual(["SetChildrenScheduled"])
    expect(storage.PendingChildKeys.get(state, NETUID, hotA)).toEqual([[[7n, hotB]], 230n])
    for (const [block, applied] of [
      [230, false],
      [231, true],
    ] as const) {
      storage.LastEpochBlock.set(state, NETUID, BigInt(block))
      applyPendingChildren(state, block)
      expect(storage.PendingChildKeys.has(state, NETUID, hotA)).toBe(!applied)
    }
    expect(storage.ChildKeys.get(state, hotA, NETUID)).toEqual([[7n, hotB]])
    expect(storage.ParentKeys.get(state, hotB, NETUID)).toEqual([[7n, hotA]])
    expect(storage.ParentKeys.has(state, hotC, NETUID)).toBe(false)
  })

  it("drops what a parent without stake had announced, unless it owns the subnet or gives nothing", () => {
    const { state } = open()
    storage.StakeThreshold.set(state, TAO)
    storage.SubnetOwnerHotkey.set(state, NETUID, hotB)
    storage.LastEpochBlock.set(state, NETUID, 20n)
    applyChildren(state, NETUID, hotC, [[1n, hotD]])
    for (const [hotkey, children] of [
      [hotA, [[1n, hotD]]],
      [hotB, [[1n, hotD]]],
      [hotC, []],
    ] as [Hex, [bigint, Hex][]][])
      storage.PendingChildKeys.set(state, NETUID, hotkey, [children, 19n])
    applyPendingChildren(state, 20)
    expect([...storage.ChildKeys.keys(state)].map(([hotkey]) => hotkey)).toEqual([hotB])
    expect([...storage.PendingChildKeys.keys(state)]).toEqual([])
  })
})

it("keeps relations the same from both sides through changes and renaming", () => {
  const { state } = open()
  applyChildren(state, NETUID, hotA, [
    [1n, hotC],
    [2n, hotB],
  ])
  applyChildren(state, NETUID, hotD, [[3n, hotB]])
  applyChildren(state, NETUID, hotA, [[9n, hotB]])
  expect(storage.ParentKeys.get(state, hotB, NETUID)).toEqual([
    [9n, hotA],
    [3n, hotD],
  ])
  // hotB is hotA's child: silently refused.
  applyChildren(state, NETUID, hotB, [[1n, hotA]])
  expect(storage.ChildKeys.has(state, hotB, NETUID)).toBe(false)

  const [hotE, meter] = [key(105), { count: () => {}, weight: () => ({ ref_time: 0n, proof_size: 0n }) }]
  storage.PendingChildKeys.set(state, NETUID, hotA, [[[4n, hotC]], 50n])
  moveRelations(state, NETUID, hotA, hotE, meter)
  expect(storage.ChildKeys.get(state, hotE, NETUID)).toEqual([[9n, hotB]])
  // The renamed parent has lost its place.
  expect(storage.ParentKeys.get(state, hotB, NETUID)).toEqual([
    [3n, hotD],
    [9n, hotE],
  ])
  expect(storage.PendingChildKeys.get(state, NETUID, hotE)).toEqual([[[4n, hotC]], 50n])
  expect(errorOf(() => moveRelations(state, NETUID, hotB, hotE, meter))).toBe("InvalidChild")
})

it("lets a parent's relations rest while it has too little stake, except on its own subnet", () => {
  const { state } = open()
  stakeIntoSubnet(state, hotA, alice, NETUID, 10n * TAO, { limitPrice: 10n ** 15n })
  applyChildren(state, NETUID, hotA, [[U64_MAX, hotB]])
  const lent = () => inheritedStakes(state, NETUID, hotB).alpha
  expect(lent()).toBeGreaterThan(0n)
  storage.StakeThreshold.set(state, 1000n * TAO)
  queueThresholdCheck(state, hotA)
  queueThresholdCheck(state, hotB)
  expect(lent()).toBeGreaterThan(0n)
  onIdle(state)
  expect([...storage.ChildkeyThresholdChecks.keys(state)]).toEqual([])
  expect([...storage.ChildkeyThresholdSuspended.keys(state)]).toEqual([[hotA]])
  expect(lent()).toBe(0n)
  expect(inheritedStakes(state, NETUID, hotA).alpha).toBeGreaterThan(0n)
  storage.SubnetOwnerHotkey.set(state, NETUID, hotA)
  expect(lent()).toBeGreaterThan(0n)
  storage.SubnetOwnerHotkey.delete(state, NETUID)
  storage.StakeThreshold.set(state, TAO)
  stakeIntoSubnet(state, hotA, alice, NETUID, TAO, { limitPrice: 10n ** 15n })
  onIdle(state)
  expect(lent()).toBeGreaterThan(0n)
})

describe("childkey takes", () => {
  it("lie between the bounds; a raise waits for the last change, a cut does not", () => {
    const { state, events } = open()
    const set = (take: number, coldkey = alice, netuid = NETUID) =>
      errorOf(() => setChildkeyTake(state, signedOrigin(coldkey), { hotkey: hotA, netuid, take }))
    sudoSetMinChildkeyTake(state, rootOrigin, { take: 100 })
    sudoSetMaxChildkeyTake(state, rootOrigin, { take: 5000 })
    sudoSetTxChildkeyTakeRateLimit(state, rootOrigin, { tx_rate_limit: 50n })
    expect(events()).toEqual(["MinChildKeyTakeSet", "MaxChildKeyTakeSet", "TxChildKeyTakeRateLimitSet"])
    storage.MinChildkeyTakePerSubnet.set(state, NETUID, 200)
    expect(childkeyTake(state, hotA, NETUID)).toBe(200)
    expect(set(200, bob, 9)).toBe("NonAssociatedColdKey")
    expect(set(1, alice, 9)).toBe("SubnetNotExists")
    expect([set(199), set(5001)]).toEqual(["InvalidChildkeyTake", "InvalidChildkeyTake"])
    expect([set(4000), set(3000), set(3000)]).toEqual(["none", "none", "none"])
    expect(set(3001)).toBe("TxChildkeyTakeRateLimitExceeded")
    expect(events()).toEqual(["ChildKeyTakeSet", "ChildKeyTakeSet", "ChildKeyTakeSet"])
    system.Number.set(state, 60)
    expect(set(3001)).toBe("none")
    expect(childkeyTake(state, hotA, NETUID)).toBe(3001)
  })
})

it("lets only the owner switch automatic parenting, also before the hotkey is on root", () => {
  const { state, events } = open()
  const set = (coldkey: Hex) =>
    errorOf(() =>
      setAutoParentDelegationEnabled(state, signedOrigin(coldkey), { hotkey: hotA, enabled: false }),
    )
  expect([set(bob), set(alice)]).toEqual(["NonAssociatedColdKey", "none"])
  expect(storage.AutoParentDelegationEnabled.get(state, hotA)).toBe(false)
  expect(events()).toEqual(["AutoParentDelegationEnabledSet"])
})
