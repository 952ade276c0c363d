import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { maxBigint, saturatingAddU64 } from "@taonet/primitives/integers"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { storage as alphaAssets } from "../../alphaAssets/schema.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { appendNeuron } from "../neurons/neurons.ts"
import { events, storage } from "../schema.ts"
import { transferTaoToSubnet } from "../staking/tao.ts"
import type { SubnetIdentityV3 } from "../types.ts"
import { addRootParents } from "./autoParents.ts"
import { nextNetuid } from "./capacity.ts"
import { currentBlock } from "./currentBlock.ts"
import { initializeSubnet } from "./initialParameters.ts"
import { setLastLock } from "./lockCost.ts"
import { removeRegistrationLock } from "./registrationLock.ts"
import { nextAvailableSymbol } from "./symbols.ts"

/** The only pool type of new subnets in 461: a market. */
const DYNAMIC_MECHANISM = 1

/** `SubnetMechanism` of subnets that are created on this chain. */
export const newSubnetMechanism = (state: State): number =>
  thesisRule(state, "Thesis.NewSubnetMechanism") ?? DYNAMIC_MECHANISM

/** Terms of a creation, fixed when it was asked for. */
export interface NewNetwork {
  readonly coldkey: Hex
  readonly hotkey: Hex
  readonly identity: SubnetIdentityV3 | undefined
  /** Rao to pay; what would leave the coldkey without its existential deposit stays with it. */
  readonly lock: bigint
  /** U64F64 bits: TAO per alpha at which the pool starts. */
  readonly price: bigint
  /** Of a creation that waited: the id of the lock on the coldkey's balance. */
  readonly lockId?: number
}

/**
 * Creates a subnet: its parameters, pool, owner and first neuron; returns its netuid. Neither its token nor its emission is
 * on. Raises SubnetLimitReached, InsufficientTaoBalance, CannotUseSystemAccount.
 */
export function createNetwork(state: State, network: NewNetwork): number {
  const { coldkey, hotkey, identity } = network
  const block = currentBlock(state)
  const netuid = nextNetuid(state)
  if (network.lockId !== undefined) removeRegistrationLock(state, coldkey, network.lockId)
  clearAlphaCounters(state, netuid)
  initializeSubnet(state, netuid, block)
  const paid = transferTaoToSubnet(state, netuid, coldkey, network.lock)
  // One that waited set the price of the next one when it began to wait.
  if (network.lockId === undefined) setLastLock(state, paid, block)

  createHotkeyIfNew(state, coldkey, hotkey)
  appendNeuron(state, netuid, hotkey, block)
  const mechanism = newSubnetMechanism(state)
  storage.SubnetMechanism.set(state, netuid, mechanism)
  storage.NetworkRegisteredAt.set(state, netuid, block)
  storage.RegisteredSubnetCounter.mutate(state, netuid, (count) => saturatingAddU64(count, 1n))
  storage.TokenSymbol.set(state, netuid, nextAvailableSymbol(state, netuid))
  storage.SubnetOwner.set(state, netuid, coldkey)
  setOwnerHotkey(state, netuid, hotkey)
  if (mechanism === DYNAMIC_MECHANISM) fillPool(state, netuid, paid, network.price)
  else keepLock(state, netuid, paid)
  if (identity) {
    storage.SubnetIdentitiesV3.set(state, netuid, identity)
    events.SubnetIdentitySet.deposit(state, netuid)
  }
  addRootParents(state, netuid)
  storage.SubnetEmissionEnabled.set(state, netuid, false)
  events.NetworkAdded.deposit(state, [netuid, mechanism])
  return netuid
}

export function setOwnerHotkey(state: State, netuid: number, hotkey: Hex): void {
  storage.SubnetOwnerHotkey.set(state, netuid, hotkey)
  events.SubnetOwnerHotkeySet.deposit(state, [netuid, hotkey])
}

/** A netuid names a new asset each time it is used. */
export function clearAlphaCounters(state: State, netuid: number): void {
  alphaAssets.TotalAlphaIssuance.delete(state, netuid)
  alphaAssets.AlphaBurned.delete(state, netuid)
  alphaAssets.AlphaRecycled.delete(state, netuid)
}

/** The pool starts with all that was paid, at least the minimum lock cost, even where less was. */
function fillPool(state: State, netuid: number, paid: bigint, price: bigint): void {
  const tao = maxBigint(paid, storage.NetworkMinLockCost.get(state))
  storage.SubnetTAO.set(state, netuid, tao)
  storage.SubnetAlphaIn.set(state, netuid, U64F64.toU64(U64F64.safeDiv(U64F64.fromInt(tao), price)))
  storage.SubnetLocked.set(state, netuid, paid)
  storage.SubnetAlphaOut.set(state, netuid, 0n)
  storage.SubnetVolume.set(state, netuid, 0n)
  storage.RAORecycledForRegistration.set(state, netuid, 0n)
  if (tao > 0n) storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, tao))
}

/** A stable subnet has no pool to fill: what was paid lies on its account, and no alpha stands against it. */
function keepLock(state: State, netuid: number, paid: bigint): void {
  storage.SubnetTAO.set(state, netuid, paid)
  storage.SubnetLocked.set(state, netuid, paid)
  storage.SubnetAlphaIn.set(state, netuid, 0n)
  storage.SubnetAlphaOut.set(state, netuid, 0n)
  storage.SubnetVolume.set(state, netuid, 0n)
  storage.RAORecycledForRegistration.set(state, netuid, 0n)
  if (paid > 0n) storage.TotalStake.mutate(state, (total) => saturatingAddU64(total, paid))
}
