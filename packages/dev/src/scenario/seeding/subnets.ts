import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { calls as adminUtils } from "@taonet/runtime/pallets/adminUtils/schema"
import { calls, storage } from "@taonet/runtime/pallets/subtensor/schema"
import { lockCost } from "@taonet/runtime/pallets/subtensor/subnets/lockCost"
import type { Place } from "../located.ts"
import type { NeuronPlan, RootPlan, SubnetPlan } from "../plan.ts"
import type { Hands } from "./hands.ts"

/** Enough for the fees of a purchase and for what an account must keep. */
const spareRao = 1_000_000_000n
const rootNetuid = 0

/** Creates the subnets. All come before the first is filled: a new one begins at the median price of those that are there. */
export function createSubnets(hands: Hands, subnets: readonly SubnetPlan[]): void {
  for (const subnet of subnets) if (!subnet.existing) createSubnet(hands, subnet)
}

/** Starts the subnet and fills it with its neurons, their stake and their axons. */
export function fillSubnet(hands: Hands, subnet: SubnetPlan): void {
  const { state } = hands
  const { at, netuid } = subnet
  const owner = storage.SubnetOwner.get(state, netuid)
  if (subnet.started) hands.call(at, owner, calls.start_call.make({ netuid }))
  if (subnet.emission)
    hands.call(at, "root", adminUtils.sudo_set_subnet_emission_enabled.make({ netuid, enabled: true }))
  const price = storage.Burn.get(state, netuid)
  for (const neuron of subnet.neurons) {
    // A price that rises with each of them is for people who come all at once.
    storage.Burn.set(state, netuid, storage.MinBurn.get(state, netuid))
    if (neuron.uid > 0) register(hands, netuid, neuron)
  }
  storage.Burn.set(state, netuid, price)
  for (const neuron of subnet.neurons) {
    if (neuron.stake > 0n) stake(hands, netuid, neuron)
    if (neuron.axon !== undefined) serve(hands, netuid, neuron)
  }
  storage.RegistrationsThisBlock.delete(state, netuid)
  for (const { at: where, name, value } of subnet.hyperparameters)
    unfrozen(state, () => hands.setting(where, netuid, name, value))
}

function createSubnet(hands: Hands, { at, netuid, neurons, pool }: SubnetPlan): void {
  const { state, keys } = hands
  const [owner] = neurons
  if (owner === undefined) throw hands.error(at, "owner is missing")
  const restore = kept(state, [storage.NetworkLastLockCost, storage.NetworkMinLockCost])
  // What the owner pays is what the pool begins with.
  if (pool !== undefined) {
    storage.NetworkLastLockCost.set(state, 0n)
    storage.NetworkMinLockCost.set(state, pool)
  }
  hands.fund(owner.coldkey, lockCost(state) + spareRao)
  const hotkey = keys.hotkey(owner.name)
  hands.call(at, keys.coldkey(owner.coldkey), calls.register_network.make({ hotkey }))
  // Every creation would double the price of the next one: whoever is first and last pays the same.
  restore()
  if (!storage.NetworksAdded.get(state, netuid))
    throw hands.error(at, `the chain gave the subnet another number than ${netuid}`)
}

interface Item {
  has(state: State): boolean
  get(state: State): bigint
  set(state: State, value: bigint): void
  delete(state: State): void
}

/** Returns what puts the items back as they are now. */
export function kept(state: State, items: readonly Item[]): () => void {
  const before = items.map((item) => [item, item.has(state), item.get(state)] as const)
  return () => {
    for (const [item, had, value] of before) {
      if (had) item.set(state, value)
      else item.delete(state)
    }
  }
}

function register(hands: Hands, netuid: number, { at, uid, name, coldkey }: NeuronPlan): void {
  const { state, keys } = hands
  const most = storage.MaxAllowedUids.get(state, netuid)
  if (uid >= most)
    throw hands.error(at, `"${name}" would have uid ${uid}, but subnet ${netuid} has room for ${most}`)
  hands.fund(coldkey, storage.Burn.get(state, netuid) + spareRao)
  const hotkey = keys.hotkey(name)
  hands.call(at, keys.coldkey(coldkey), calls.burned_register.make({ netuid, hotkey }))
}

function stake(
  hands: Hands,
  netuid: number,
  { at, name, coldkey, stake: rao }: Omit<NeuronPlan, "uid">,
): void {
  const { keys } = hands
  hands.fund(coldkey, rao + spareRao)
  const hotkey = keys.hotkey(name)
  hands.call(at, keys.coldkey(coldkey), calls.add_stake.make({ hotkey, netuid, amount_staked: rao }))
}

function serve(hands: Hands, netuid: number, { at, name, axon }: NeuronPlan): void {
  if (axon === undefined) return
  const { ip, ipType, port } = axon
  const none = { version: 1, protocol: 4, placeholder1: 0, placeholder2: 0 }
  hands.call(
    at,
    hands.keys.hotkey(name),
    calls.serve_axon.make({ netuid, ip, ip_type: ipType, port, ...none }),
  )
}

/** Settings can not be changed shortly before an epoch. The genesis is before all of them. */
function unfrozen(state: State, work: () => void): void {
  const had = storage.AdminFreezeWindow.has(state)
  const before = storage.AdminFreezeWindow.get(state)
  storage.AdminFreezeWindow.set(state, 0)
  work()
  if (had) storage.AdminFreezeWindow.set(state, before)
  else storage.AdminFreezeWindow.delete(state)
}

/** Members of root, with the stake that counts in every subnet. */
export function seedRoot(hands: Hands, members: readonly RootPlan[]): void {
  const { state, keys } = hands
  const [first] = members
  if (first === undefined) return
  hands.call(
    first.at,
    "root",
    adminUtils.sudo_set_subtoken_enabled.make({ netuid: rootNetuid, subtoken_enabled: true }),
  )
  const price = storage.Burn.get(state, rootNetuid)
  for (const { at, name, coldkey, stake: rao, lends } of members) {
    storage.RegistrationsThisBlock.set(state, rootNetuid, 0)
    storage.RegistrationsThisInterval.set(state, rootNetuid, 0)
    storage.Burn.set(state, rootNetuid, price)
    hands.fund(coldkey, price + rao + spareRao)
    const hotkey = keys.hotkey(name)
    if (!lends) keepStake(hands, at, keys.coldkey(coldkey), hotkey)
    hands.call(at, keys.coldkey(coldkey), calls.root_register.make({ hotkey }))
    if (rao > 0n)
      hands.call(
        at,
        keys.coldkey(coldkey),
        calls.add_stake.make({ hotkey, netuid: rootNetuid, amount_staked: rao }),
      )
  }
  storage.Burn.set(state, rootNetuid, price)
  storage.RegistrationsThisBlock.delete(state, rootNetuid)
  storage.RegistrationsThisInterval.delete(state, rootNetuid)
}

/** Whoever joins root lends all its stake to the owners of the subnets, so that it would have no say of its own: not here, unless asked for. */
function keepStake(hands: Hands, at: Place, coldkey: Hex, hotkey: Hex): void {
  hands.call(at, coldkey, calls.try_associate_hotkey.make({ hotkey }))
  hands.call(at, coldkey, calls.set_auto_parent_delegation_enabled.make({ hotkey, enabled: false }))
}
