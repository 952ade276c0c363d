/** What a hotkey is and has on one subnet goes to another hotkey. Reference: swap/swap_hotkey.rs `perform_hotkey_swap_on_one_subnet`. */
import { ensure } from "@taonet/frame/errors"
import type { StorageMap } from "@taonet/frame/schema/storage"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { moveRelations } from "../children/relations.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { ownerOf } from "../keys/hotkeys.ts"
import type { WorkMeter } from "../keys/workMeter.ts"
import { mechanismIndices } from "../neurons/storageIndex.ts"
import { storage } from "../storage.ts"
import { isSystemAccount } from "../subnets/accounts.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { moveBasket } from "./basket.ts"
import { moveCollateralToHotkey } from "./collateral.ts"
import { moveStakeToHotkey, type StakePosition } from "./stakePositions.ts"

export interface HotkeyMove {
  readonly from: Hex
  readonly to: Hex
  /** All stake on the old hotkey, on all subnets; undefined when stake stays. */
  readonly stake: readonly StakePosition[] | undefined
}

/** Weights and bonds are kept by uid and need no move. Raises InvalidChild, inconsistencies of children, CannotUseSystemAccount. */
export function moveOnSubnet(state: State, netuid: number, move: HotkeyMove, meter: WorkMeter): void {
  const { from, to, stake } = move
  moveMembership(state, netuid, from, to, meter)
  if (storage.ChildkeyTake.has(state, from, netuid)) {
    storage.ChildkeyTake.set(state, to, netuid, storage.ChildkeyTake.get(state, from, netuid))
    storage.ChildkeyTake.delete(state, from, netuid)
    meter.count(1, 2)
  }
  if (stake) moveCollateralToHotkey(state, netuid, from, to, ownerOf(state, to))
  moveRelations(state, netuid, from, to, meter)
  renamePendingChild(state, netuid, from, to, meter)
  moveAutoStake(state, netuid, from, to)
  moveSubnetOwner(state, netuid, from, to, meter)
  if (!stake) return
  moveEarnings(state, netuid, from, to)
  moveStakeToHotkey(state, netuid, from, to, stake)
  if (netuid === ROOT_NETUID) moveRootPlace(state, from, to)
}

function moveMembership(state: State, netuid: number, from: Hex, to: Hex, meter: WorkMeter): void {
  const isMember = storage.IsNetworkMember.get(state, from, netuid)
  storage.IsNetworkMember.delete(state, from, netuid)
  storage.IsNetworkMember.set(state, to, netuid, isMember)
  meter.count(1, 2)
  if (!isMember) return
  const uid = storage.Uids.get(state, netuid, from)
  if (uid !== undefined) {
    storage.Uids.delete(state, netuid, from)
    storage.Uids.set(state, netuid, to, uid)
    storage.Keys.set(state, netuid, uid, to)
    meter.count(1, 3)
  }
  rename(state, storage.Prometheus, netuid, from, to, meter)
  rename(state, storage.Axons, netuid, from, to, meter)
  for (const index of mechanismIndices(state, netuid))
    rename(state, storage.WeightCommits, index, from, to, meter)
  renameLoadedEmission(state, netuid, from, to, meter)
  rename(state, storage.NeuronCertificates, netuid, from, to, meter)
}

function rename<V>(
  state: State,
  rows: StorageMap<[number, Hex], V, V | undefined>,
  netuid: number,
  from: Hex,
  to: Hex,
  meter: WorkMeter,
): void {
  const row = rows.get(state, netuid, from)
  if (row === undefined) return
  rows.delete(state, netuid, from)
  rows.set(state, netuid, to, row)
  meter.count(1, 2)
}

function renameLoadedEmission(state: State, netuid: number, from: Hex, to: Hex, meter: WorkMeter): void {
  const loaded = storage.LoadedEmission.get(state, netuid)
  if (!loaded) return
  const renamed = loaded.map(([hotkey, ...amounts]): (typeof loaded)[number] => [
    hotkey === from ? to : hotkey,
    ...amounts,
  ])
  storage.LoadedEmission.set(state, netuid, renamed)
  meter.count(1, 2)
}

/** In lists that others have scheduled the child gets its new name and the last place. */
function renamePendingChild(state: State, netuid: number, from: Hex, to: Hex, meter: WorkMeter): void {
  for (const [[, parent], [children, due]] of [...storage.PendingChildKeys.entries(state, netuid)]) {
    meter.count(1, 0)
    const at = children.findIndex(([, child]) => child === from)
    const [proportion] = children[at] ?? []
    if (proportion === undefined) continue
    const renamed = [...children.toSpliced(at, 1), [proportion, to] as const]
    storage.PendingChildKeys.set(state, netuid, parent, [renamed, due])
    meter.count(1, 2)
  }
}

function moveAutoStake(state: State, netuid: number, from: Hex, to: Hex): void {
  if (!storage.AutoStakeDestinationColdkeys.has(state, from, netuid)) return
  const coldkeys = storage.AutoStakeDestinationColdkeys.get(state, from, netuid)
  for (const coldkey of coldkeys) storage.AutoStakeDestination.set(state, coldkey, netuid, to)
  storage.AutoStakeDestinationColdkeys.delete(state, from, netuid)
  storage.AutoStakeDestinationColdkeys.set(state, to, netuid, coldkeys)
}

function moveSubnetOwner(state: State, netuid: number, from: Hex, to: Hex, meter: WorkMeter): void {
  if (!storage.SubnetOwnerHotkey.has(state, netuid)) return
  meter.count(1, 0)
  if (storage.SubnetOwnerHotkey.get(state, netuid) !== from) return
  ensure(!isSystemAccount(to), errors.CannotUseSystemAccount)
  storage.SubnetOwnerHotkey.set(state, netuid, to)
  events.SubnetOwnerHotkeySet.deposit(state, [netuid, to])
  meter.count(0, 1)
}

/** Records of the last epoch, and voting power: its total does not change. */
function moveEarnings(state: State, netuid: number, from: Hex, to: Hex): void {
  const before = saturatingAddU64(
    storage.TotalHotkeyAlphaLastEpoch.get(state, from, netuid),
    storage.TotalHotkeyAlphaLastEpoch.get(state, to, netuid),
  )
  storage.TotalHotkeyAlphaLastEpoch.delete(state, from, netuid)
  if (before > 0n) storage.TotalHotkeyAlphaLastEpoch.set(state, to, netuid, before)
  else storage.TotalHotkeyAlphaLastEpoch.delete(state, to, netuid)

  const earned = storage.AlphaDividendsPerSubnet.get(state, netuid, from)
  storage.AlphaDividendsPerSubnet.delete(state, netuid, from)
  storage.AlphaDividendsPerSubnet.mutate(state, netuid, to, (there) => saturatingAddU64(there, earned))

  const power = storage.VotingPower.get(state, netuid, from)
  storage.VotingPower.delete(state, netuid, from)
  if (power > 0n) storage.VotingPower.mutate(state, netuid, to, (there) => saturatingAddU64(there, power))
}

function moveRootPlace(state: State, from: Hex, to: Hex): void {
  moveBasket(state, from, to)
  if (!storage.AutoParentDelegationEnabled.has(state, from)) return
  storage.AutoParentDelegationEnabled.set(state, to, storage.AutoParentDelegationEnabled.get(state, from))
  storage.AutoParentDelegationEnabled.delete(state, from)
}
