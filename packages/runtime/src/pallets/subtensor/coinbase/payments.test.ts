import { createState, type State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { beforeEach, describe, expect, test } from "vitest"
import { storage as alphaAssets } from "../../alphaAssets/schema.ts"
import { storage as system } from "../../system/schema.ts"
import type { SubnetEpoch } from "../epoch/combine.ts"
import { updateVotingPower } from "../epoch/votingPower.ts"
import { storage } from "../schema.ts"
import { increaseStake, stakeOf } from "../staking/stake.ts"
import { payMiners } from "./payMiners.ts"
import { payOwnerCut } from "./payOwner.ts"
import { payValidators } from "./payValidators.ts"
import { settleCollateral } from "./settleCollateral.ts"

const netuid = 3
const key = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const [miner, other, owner] = [key(11), key(12), key(1)]
const u96 = (rao: bigint): bigint => rao << 32n

let state: State

beforeEach(() => {
  const never = () => {
    throw new Error("nothing is dispatched here")
  }
  state = createState(createOverlay(createMemoryStore(new Map())), new Map(), {
    dispatch: never,
    info: never,
  })
  for (const [uid, hotkey] of [miner, other].entries()) {
    storage.Keys.set(state, netuid, uid, hotkey)
    storage.Uids.set(state, netuid, hotkey, uid)
    storage.Owner.set(state, hotkey, owner)
  }
})

describe("miners", () => {
  test("get their incentive on the hotkey, or where their owner chose", () => {
    storage.AutoStakeDestination.set(state, owner, netuid, other)
    payMiners(state, netuid, [[miner, 70n]])
    expect(stakeOf(state, other, owner, netuid)).toBe(70n)
    expect(state.events[0]?.event.value).toEqual({
      type: "AutoStakeAdded",
      value: { netuid, destination: other, hotkey: miner, owner, incentive: 70n },
    })
  })

  test("of the subnet's owner get nothing: it is burned or recycled, and lowers the subnet's share", () => {
    storage.SubnetOwner.set(state, netuid, owner)
    storage.OwnedHotkeys.set(state, owner, [miner])
    storage.SubnetAlphaOut.set(state, netuid, 1000n)
    payMiners(state, netuid, [
      [miner, 25n],
      [other, 75n],
    ])
    expect(stakeOf(state, miner, owner, netuid)).toBe(0n)
    expect(stakeOf(state, other, owner, netuid)).toBe(75n)
    expect(storage.MinerBurned.get(state, netuid)).toBe(1n << 30n)
    expect(alphaAssets.AlphaBurned.get(state, netuid)).toBe(25n)
    expect(storage.SubnetAlphaOut.get(state, netuid)).toBe(1000n)

    storage.RecycleOrBurn.set(state, netuid, "Recycle")
    payMiners(state, netuid, [[miner, 25n]])
    expect(storage.SubnetAlphaOut.get(state, netuid)).toBe(975n)
    expect(alphaAssets.AlphaRecycled.get(state, netuid)).toBe(25n)
  })
})

test("validators keep their take; the rest goes to all who staked, root's rest to the basket's queue", () => {
  increaseStake(state, miner, key(2), netuid, 1000n)
  storage.Delegates.set(state, miner, 6553)
  payValidators(state, netuid, [[miner, u96(1000n), u96(500n)]])
  // Take of 6553/65535: a little under a tenth; the fixed point floors both parts.
  expect(storage.AlphaDividendsPerSubnet.get(state, netuid, miner)).toBe(900n)
  expect(storage.RootAlphaDividendsPerSubnet.get(state, netuid, miner)).toBe(450n)
  expect(storage.PendingBasketDeposits.get(state, miner, netuid)).toBe(450n)
  expect(storage.TotalHotkeyAlpha.get(state, miner, netuid)).toBe(1000n + 99n + 900n + 49n)
  expect(stakeOf(state, miner, key(2), netuid)).toBeGreaterThan(1800n)

  payValidators(state, netuid, [[other, u96(1n), 0n]])
  expect(storage.AlphaDividendsPerSubnet.has(state, netuid, miner)).toBe(false)
})

test("the owner's cut goes to the hotkey that the subnet names, and is lost without one", () => {
  storage.SubnetOwner.set(state, netuid, owner)
  payOwnerCut(state, netuid, 50n)
  expect(stakeOf(state, miner, owner, netuid)).toBe(0n)
  storage.SubnetOwnerHotkey.set(state, netuid, miner)
  payOwnerCut(state, netuid, 50n)
  expect(stakeOf(state, miner, owner, netuid)).toBe(50n)
})

describe("collateral", () => {
  const lock = (locked: bigint, min_locked: bigint, drain_ratio = 1n << 63n) => {
    storage.MinerCollateral.set(state, netuid, miner, owner, { locked, min_locked, drain_ratio, earned: 0n })
    storage.ColdkeyMinerCollateral.set(state, netuid, owner, locked)
    storage.ColdkeyCollateralHotkeys.set(state, netuid, owner, [miner])
  }
  const settle = (emission: bigint, capturable = emission) =>
    settleCollateral(state, netuid, miner, owner, { emission, capturable })

  test("is nothing where there is none", () => expect(settle(100n)).toBe(0n))

  test("below its floor takes from the earning", () => {
    lock(40n, 100n)
    expect(settle(80n, 50n)).toBe(50n)
    expect(storage.MinerCollateral.get(state, netuid, miner, owner)).toMatchObject({
      locked: 90n,
      earned: 80n,
    })
    expect(stakeOf(state, miner, owner, netuid)).toBe(50n)
    expect(settle(80n)).toBe(10n)
    expect(storage.ColdkeyMinerCollateral.get(state, netuid, owner)).toBe(100n)
  })

  test("above it is set free by earnings, and gone when all is", () => {
    lock(100n, 0n)
    expect(settle(60n)).toBe(0n)
    expect(storage.MinerCollateral.get(state, netuid, miner, owner)?.locked).toBe(70n)
    settle(1000n)
    expect(storage.MinerCollateral.has(state, netuid, miner, owner)).toBe(false)
    expect(storage.ColdkeyMinerCollateral.has(state, netuid, owner)).toBe(false)
    expect(storage.ColdkeyCollateralHotkeys.get(state, netuid, owner)).toEqual([])
  })
})

describe("voting power", () => {
  const epoch = (permits: boolean[], stake: bigint[]): SubnetEpoch =>
    ({ validatorPermit: permits, stake }) as unknown as SubnetEpoch
  const power = (hotkey: Hex) => storage.VotingPower.get(state, netuid, hotkey)

  beforeEach(() => {
    system.Number.set(state, 100)
    storage.VotingPowerEmaAlpha.set(state, netuid, 5n * 10n ** 17n)
  })

  test("is not followed unless the subnet asks", () => {
    updateVotingPower(state, netuid, epoch([true, true], [8n, 8n]))
    expect(power(miner)).toBe(0n)
  })

  test("moves half way for permitted validators and ends without permit or through the threshold", () => {
    storage.VotingPowerTrackingEnabled.set(state, netuid, true)
    updateVotingPower(state, netuid, epoch([true, true], [80n, 40n]))
    expect([power(miner), power(other), storage.TotalVotingPower.get(state, netuid)]).toEqual([40n, 20n, 60n])
    storage.StakeThreshold.set(state, 30n)
    updateVotingPower(state, netuid, epoch([true, true], [0n, 30n]))
    // 40 falls to 20, through the threshold; 20 climbs to 25, below it, and stays.
    expect([power(miner), power(other)]).toEqual([0n, 25n])
    updateVotingPower(state, netuid, epoch([true, false], [8n, 8n]))
    expect(storage.VotingPower.has(state, netuid, other)).toBe(false)
    expect(storage.TotalVotingPower.get(state, netuid)).toBe(4n)
  })

  test("is forgotten when its time is up", () => {
    storage.VotingPowerTrackingEnabled.set(state, netuid, true)
    storage.VotingPower.set(state, netuid, miner, 5n)
    storage.VotingPowerDisableAtBlock.set(state, netuid, 100n)
    updateVotingPower(state, netuid, epoch([true, true], [8n, 8n]))
    expect(storage.VotingPower.has(state, netuid, miner)).toBe(false)
    expect(storage.VotingPowerTrackingEnabled.get(state, netuid)).toBe(false)
    expect(state.events.at(-1)?.event.value.type).toBe("VotingPowerTrackingDisabled")
  })
})
