import { ensure } from "@taonet/frame/errors"
import type { Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { constants as aura } from "../aura/schema.ts"
import { constants, storage, errors as subtensor } from "../subtensor/schema.ts"
import { currentBlock } from "../subtensor/subnets/currentBlock.ts"
import { ensureSubnetOwnerOrRoot } from "../subtensor/subnets/subnets.ts"
import type { Hyperparameter } from "../subtensor/types.ts"

/** How often a subnet's owner may change one thing. Root is not bound. */
export interface OwnerLimit {
  /** Blocks that must lie between two changes. */
  blocks(state: State, netuid: number): bigint
  /** Block of the last change; 0: never. */
  last(state: State, netuid: number, owner: Hex): bigint
  record(state: State, netuid: number, owner: Hex, block: bigint): void
}

/** An ordinary setting: once per `OwnerHyperparamRateLimit` tempos. */
export function hyperparameter(name: Hyperparameter): OwnerLimit {
  const keyOf = (netuid: number) =>
    ({ type: "OwnerHyperparamUpdate", value: [netuid, name] as const }) as const
  return {
    blocks: (state, netuid) => tempos(state, netuid, BigInt(storage.OwnerHyperparamRateLimit.get(state))),
    last: (state, netuid) => storage.LastRateLimitedBlock.get(state, keyOf(netuid)),
    record: (state, netuid, _owner, block) => storage.LastRateLimitedBlock.set(state, keyOf(netuid), block),
  }
}

/** Numbers of the actions that are counted per (owner, subnet): the reference's `TransactionType`. */
const ACTIONS = { weightsVersionKey: 4, mechanismCount: 7, mechanismEmission: 8, trimming: 9, tempo: 11 }

function action(name: keyof typeof ACTIONS, blocks: OwnerLimit["blocks"]): OwnerLimit {
  const number = ACTIONS[name]
  return {
    blocks,
    last: (state, netuid, owner) => storage.TransactionKeyLastBlock.get(state, owner, netuid, number),
    record: (state, netuid, owner, block) =>
      storage.TransactionKeyLastBlock.set(state, owner, netuid, number, block),
  }
}

export const weightsVersionKeyLimit = action("weightsVersionKey", (state, netuid) =>
  tempos(state, netuid, storage.WeightsVersionKeyRateLimit.get(state)),
)
export const mechanismCountLimit = action("mechanismCount", (state) => blocksAtPace(state, 7_200n))
export const mechanismEmissionLimit = action("mechanismEmission", (state) => blocksAtPace(state, 7_200n))
export const trimmingLimit = action("trimming", (state) => blocksAtPace(state, 216_000n))
export const tempoLimit = action("tempo", (state) => BigInt(constants.MinTempo.get(state)))

/**
 * The owner who signed, or undefined for root. Raises BadOrigin for anybody else, TxRateLimitExceeded where the owner's last change is too
 * recent.
 */
export function ensureOwnerOrRoot(
  state: State,
  origin: Origin,
  netuid: number,
  limit: OwnerLimit | undefined,
): Hex | undefined {
  const owner = ensureSubnetOwnerOrRoot(state, origin, netuid)
  if (owner !== undefined && limit) ensureWithinLimit(state, netuid, owner, limit)
  return owner
}

export function ensureWithinLimit(state: State, netuid: number, owner: Hex, limit: OwnerLimit): void {
  const last = limit.last(state, netuid, owner)
  const passes = last === 0n || saturatingSubU64(currentBlock(state), last) >= limit.blocks(state, netuid)
  ensure(passes, subtensor.TxRateLimitExceeded)
}

/** Starts the owner's wait for its next change; a change by root starts none. */
export function recordUse(
  state: State,
  netuid: number,
  owner: Hex | undefined,
  limit: OwnerLimit | undefined,
): void {
  if (owner !== undefined) limit?.record(state, netuid, owner, currentBlock(state))
}

const tempos = (state: State, netuid: number, count: bigint): bigint =>
  BigInt(storage.Tempo.get(state, netuid)) * count

/** Slot of the live network in milliseconds. Chains with shorter slots are for tests and wait one block only. */
const LIVE_SLOT = 12_000n

const blocksAtPace = (state: State, blocks: bigint): bigint =>
  aura.SlotDuration.get(state) < LIVE_SLOT ? 1n : blocks
