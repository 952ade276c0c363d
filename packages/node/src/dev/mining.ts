import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { dueRound, roundTimeMs } from "@taonet/runtime/pallets/drand/beacon"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { isEpochDue } from "@taonet/runtime/pallets/subtensor/coinbase/schedule"
import { rollLock } from "@taonet/runtime/pallets/subtensor/locks/lockState"
import { findLock, kindOfLock } from "@taonet/runtime/pallets/subtensor/locks/rows"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { type DevContext, headState, type Place, placeOf } from "./context.ts"
import { DevError } from "./errors.ts"

/** Blocks that one call makes at most. */
export const maxBlocks = 1_000_000
/** A subnet's epoch can be put off while others come first; no longer than this. */
const maxDeferred = 1024
/** Blocks in which a due round must come on chain. */
const maxBeaconBlocks = 64
/** A perpetual lock's conviction only approaches its mass: this many hundredths of it count as all. */
const matureHundredths = 99n

export interface Mining {
  /** Makes `count` blocks, or blocks up to number `to`: one without either. */
  mine(options?: { readonly count?: number; readonly to?: number }): Promise<Place>
  /** Makes blocks until so many epochs of the subnet have run. */
  mineToEpoch(netuid: number, epochs?: number): Promise<Place>
  /** Makes blocks until the neuron can be replaced. */
  mineToImmunityEnd(netuid: number, uid: number): Promise<Place>
  /** Makes blocks until a lock has faded, or its conviction is 99 % of its mass where it is perpetual. */
  mineToLockMaturity(coldkey: Hex, netuid: number): Promise<Place>
  /** Travels to the time of a drand round and makes blocks until its pulse is on chain. */
  mineToRound(round: bigint): Promise<Place>
}

export function createMining(context: DevContext): Mining {
  const { chain, engine } = context
  const here = (): number => chain.head().header.number

  async function mineTo(to: number, field: string): Promise<Place> {
    const count = to - here()
    if (count < 1)
      throw new DevError("in-the-past", field, `block ${to} is there already, the head is ${here()}`)
    if (count > maxBlocks)
      throw new DevError(
        "too-far",
        field,
        `block ${to} is ${count} blocks away, at most ${maxBlocks} are made at once`,
      )
    return placeOf(await engine.produce(count))
  }

  return {
    async mine({ count, to } = {}) {
      if (count !== undefined && to !== undefined)
        throw new DevError("bad-value", "count", "either count or to can be given")
      if (to !== undefined) return mineTo(to, "to")
      const wanted = count ?? 1
      if (!Number.isInteger(wanted) || wanted < 1)
        throw new DevError("bad-value", "count", `at least one block is made, not ${wanted}`)
      return mineTo(here() + wanted, "count")
    },
    async mineToEpoch(netuid, epochs = 1) {
      const start = subtensor.SubnetEpochIndex.get(subnetState(context, netuid), netuid)
      if (!Number.isInteger(epochs) || epochs < 1)
        throw new DevError("bad-value", "epochs", `at least one epoch is needed, not ${epochs}`)
      for (let deferred = 0; deferred < maxDeferred; ) {
        const state = headState(context)
        if (subtensor.SubnetEpochIndex.get(state, netuid) - start >= BigInt(epochs))
          return placeOf(chain.head())
        const next = nextEpoch(state, netuid, here())
        deferred = next === here() + 1 ? deferred + 1 : 0
        await mineTo(next, "netuid")
      }
      throw new DevError("never", "netuid", `the epoch of subnet ${netuid} is put off again and again`)
    },
    async mineToImmunityEnd(netuid, uid) {
      const state = subnetState(context, netuid)
      if (uid >= subtensor.SubnetworkN.get(state, netuid))
        throw new DevError("unknown-id", "uid", `subnet ${netuid} has no uid ${uid}`)
      const since = Number(subtensor.BlockAtRegistration.get(state, netuid, uid))
      const end = since + subtensor.ImmunityPeriod.get(state, netuid)
      if (end <= here())
        throw new DevError(
          "in-the-past",
          "uid",
          `immunity of uid ${uid} ended with block ${end}, the head is ${here()}`,
        )
      return mineTo(end, "uid")
    },
    mineToLockMaturity: (coldkey, netuid) =>
      mineTo(maturity(subnetState(context, netuid), coldkey, netuid, here()), "netuid"),
    mineToRound: (round) => mineToRound(context, round),
  }
}

function subnetState(context: DevContext, netuid: number): State {
  const state = headState(context)
  if (!subtensor.NetworksAdded.get(state, netuid))
    throw new DevError("unknown-id", "netuid", `there is no subnet ${netuid}`)
  return state
}

function nextEpoch(state: State, netuid: number, head: number): number {
  const tempo = subtensor.Tempo.get(state, netuid)
  if (tempo === 0) throw new DevError("never", "netuid", `subnet ${netuid} has tempo 0, so it has no epochs`)
  let block = head + 1
  while (block < head + tempo + 1 && !isEpochDue(state, netuid, BigInt(block))) block++
  return block
}

/** The first block at which the lock is mature; found by halves, since locks only go one way. */
function maturity(state: State, coldkey: Hex, netuid: number, head: number): number {
  const found = findLock(state, coldkey, netuid)
  if (found === undefined)
    throw new DevError("unknown-id", "coldkey", `${encodeAddress(coldkey)} has no lock on subnet ${netuid}`)
  const kind = kindOfLock(state, coldkey, netuid, found.hotkey)
  const isMature = (block: number): boolean => {
    system.Number.set(state, block)
    const lock = rollLock(state, found.lock, kind)
    if (!kind.perpetual) return lock.locked_mass === 0n
    return lock.conviction >= U64F64.fromInt((lock.locked_mass * matureHundredths) / 100n)
  }
  if (isMature(head)) throw new DevError("in-the-past", "coldkey", "the lock is mature already")
  let low = head
  let high = head + maxBlocks
  if (!isMature(high)) {
    const rate = kind.perpetual ? "MaturityRate" : "UnlockRate"
    throw new DevError(
      "too-far",
      "coldkey",
      `the lock matures in more than ${maxBlocks} blocks; SubtensorModule.${rate} sets the pace and can be set lower`,
    )
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isMature(middle)) high = middle
    else low = middle
  }
  return high
}

async function mineToRound(context: DevContext, round: bigint): Promise<Place> {
  const { chain, clock, engine } = context
  const state = headState(context)
  const config = drand.BeaconConfig.get(state)
  if (drand.Pulses.has(state, round) || (round <= dueRound(config, timestamp.Now.get(state)) && round > 0n)) {
    const last = drand.LastStoredRound.get(state)
    throw new DevError("in-the-past", "round", `round ${round} is out already, the last on chain is ${last}`)
  }
  const time = roundTimeMs(config, round)
  if (round < 1n || time > BigInt(Number.MAX_SAFE_INTEGER))
    throw new DevError("bad-value", "round", `there is no round ${round}`)
  await engine.exclusive(() => clock.reach(Number(time)))
  for (let made = 0; made < maxBeaconBlocks; made++) {
    const block = await engine.produce()
    if (drand.LastStoredRound.get(headState(context)) >= round) return placeOf(block)
  }
  const { number } = chain.head().header
  throw new DevError(
    "never",
    "round",
    `no pulse came until block ${number}: this chain has no beacon of its own`,
  )
}
