/** A state as a grown network has it: subnets full of neurons with stake, weights and axons. */
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { deposit } from "@taonet/runtime/pallets/balances/currency"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { increaseStake } from "@taonet/runtime/pallets/subtensor/staking/stake"
import { subnetAccount } from "@taonet/runtime/pallets/subtensor/subnets/accounts"
import { storage as system } from "@taonet/runtime/pallets/system/schema"

const TAO = 1_000_000_000n
const tempo = 360
const axon = { block: 1n, version: 1, ip: 16_909_060n, port: 8091, ip_type: 4, protocol: 4 }

export interface NetworkSize {
  readonly subnets: number
  readonly uids: number
  readonly validators: number
}

/** Any account: the same number gives the same one. */
export const account = (n: number): Hex => `0x${(n + 1).toString(16).padStart(8, "0").repeat(8)}`
export const hotkeyOf = (netuid: number, uid: number): Hex => account(netuid * 1000 + uid)

/** Fills subnets 1 to `subnets`; their epochs come evenly within a tempo. Validators, the first uids, weight everybody. */
export function fillNetwork(state: State, size: NetworkSize): void {
  for (let netuid = 1; netuid <= size.subnets; netuid++) fillSubnet(state, netuid, size)
}

/** One of them: the last may have more than 500 neurons. */
export function fillSubnet(state: State, netuid: number, size: NetworkSize): void {
  openSubnet(state, netuid, size)
  for (let uid = 0; uid < size.uids; uid++) addNeuron(state, netuid, uid, size)
  setVectors(state, netuid, size)
}

/** Has the epochs due from the block after `block` on, each when the network says. */
export function startClock(state: State, block: number, subnets: number): void {
  system.Number.set(state, block)
  for (let netuid = 1; netuid <= subnets; netuid++) {
    const since = storage.BlocksSinceLastStep.get(state, netuid)
    storage.LastEpochBlock.set(state, netuid, BigInt(block) - since)
  }
}

function openSubnet(state: State, netuid: number, { subnets, uids }: NetworkSize): void {
  storage.NetworksAdded.set(state, netuid, true)
  storage.TotalNetworks.set(state, subnets + 1)
  storage.SubtokenEnabled.set(state, netuid, true)
  storage.NetworkRegistrationAllowed.set(state, netuid, true)
  storage.FirstEmissionBlockNumber.set(state, netuid, 1n)
  storage.SubnetMechanism.set(state, netuid, 1)
  storage.MaxAllowedUids.set(state, netuid, uids)
  storage.MaxAllowedValidators.set(state, netuid, 64)
  storage.SubnetMovingPrice.set(state, netuid, 1n << 30n)
  storage.SubnetTAO.set(state, netuid, 1000n * TAO)
  storage.SubnetAlphaIn.set(state, netuid, BigInt(2000 + netuid) * TAO)
  storage.SubnetAlphaOut.set(state, netuid, 10n ** 15n)
  storage.SubnetMovingPrice.set(state, netuid, U64F64.ONE >> 33n)
  storage.SubnetOwner.set(state, netuid, hotkeyOf(netuid, 900))
  storage.SubnetOwnerHotkey.set(state, netuid, hotkeyOf(netuid, 0))
  deposit(state, subnetAccount(netuid), 1000n * TAO)
  storage.Tempo.set(state, netuid, tempo)
  storage.BlocksSinceLastStep.set(state, netuid, BigInt(Math.floor((netuid * tempo) / subnets) % tempo))
  storage.SubnetworkN.set(state, netuid, uids)
}

function addNeuron(state: State, netuid: number, uid: number, { uids, validators }: NetworkSize): void {
  const hotkey = hotkeyOf(netuid, uid)
  const coldkey = hotkeyOf(netuid, uid + 500)
  storage.Keys.set(state, netuid, uid, hotkey)
  storage.Uids.set(state, netuid, hotkey, uid)
  storage.IsNetworkMember.set(state, hotkey, netuid, true)
  storage.BlockAtRegistration.set(state, netuid, uid, 1n)
  storage.Owner.set(state, hotkey, coldkey)
  storage.OwnedHotkeys.set(state, coldkey, [hotkey])
  storage.Axons.set(state, netuid, hotkey, { ...axon, placeholder1: 0, placeholder2: 0 })
  increaseStake(state, hotkey, coldkey, netuid, BigInt(uid + 1) * TAO)
  if (uid >= validators) return
  increaseStake(state, hotkey, coldkey, 0, BigInt(uid + 1) * TAO)
  const row = Array.from({ length: uids }, (_, to): [number, number] => [to, 1 + ((to * (uid + 7)) % 65_000)])
  storage.Weights.set(state, netuid, uid, row)
}

function setVectors(state: State, netuid: number, { uids, validators }: NetworkSize): void {
  const each = <T>(value: (uid: number) => T): T[] => Array.from({ length: uids }, (_, uid) => value(uid))
  const zeros = each(() => 0)
  storage.Active.set(
    state,
    netuid,
    each(() => true),
  )
  storage.Emission.set(state, netuid, each(BigInt))
  storage.Consensus.set(state, netuid, zeros)
  storage.Incentive.set(state, netuid, zeros)
  storage.Dividends.set(state, netuid, zeros)
  storage.ValidatorTrust.set(state, netuid, zeros)
  storage.LastUpdate.set(
    state,
    netuid,
    each(() => 1n),
  )
  storage.ValidatorPermit.set(
    state,
    netuid,
    each((uid) => uid < validators),
  )
}
