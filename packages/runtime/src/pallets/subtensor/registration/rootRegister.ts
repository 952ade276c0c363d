import { ensure, fail } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU16 } from "@taonet/primitives/integers"
import { becomeDelegateIfNew } from "../keys/delegates.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { appendNeuron, replaceNeuron } from "../neurons/neurons.ts"
import { isImmune } from "../neurons/pruning.ts"
import { isRegistered, neuronsOf, subnetworkN } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { totalHotkeyAlpha } from "../staking/stake.ts"
import { recycleTao } from "../staking/tao.ts"
import { becomeParentOfOwners } from "../subnets/autoParents.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { addRecycled, bumpRegistrationBurn, countRegistration } from "./burns.ts"

/** Root takes at most this many times its target of registrations per interval. */
const INTERVAL_FACTOR = 3

/**
 * Makes a hotkey a root validator; the signing coldkey pays root's price, which is recycled. On a full root it takes the seat
 * of the member with the least root stake past its immunity, if it has at least as much. Checks in order:
 * RootNetworkDoesNotExist, BadOrigin, TooManyRegistrationsThisBlock, TooManyRegistrationsThisInterval,
 * HotKeyAlreadyRegisteredInSubNet, CannotUseSystemAccount, NoNeuronIdAvailable, StakeTooLowForRoot, InsufficientTaoBalance.
 */
export function rootRegister(state: State, origin: Origin, hotkey: Hex): void {
  ensure(subnetExists(state, ROOT_NETUID), errors.RootNetworkDoesNotExist)
  const coldkey = ensureSigned(origin)
  ensureRootAdmits(state)
  ensure(!isRegistered(state, ROOT_NETUID, hotkey), errors.HotKeyAlreadyRegisteredInSubNet)
  createHotkeyIfNew(state, coldkey, hotkey)
  const seat = seatToTake(state, hotkey)

  payRootBurn(state, coldkey)
  bumpRegistrationBurn(state, ROOT_NETUID)
  const uid = takeSeat(state, hotkey, seat)
  becomeDelegateIfNew(state, hotkey)
  storage.RegistrationsThisInterval.mutate(state, ROOT_NETUID, (count) => saturatingAddU16(count, 1))
  countRegistration(state, ROOT_NETUID)
  events.NeuronRegistered.deposit(state, [ROOT_NETUID, uid, hotkey])
  becomeParentOfOwners(state, hotkey)
}

function ensureRootAdmits(state: State): void {
  ensure(
    storage.RegistrationsThisBlock.get(state, ROOT_NETUID) <
      storage.MaxRegistrationsPerBlock.get(state, ROOT_NETUID),
    errors.TooManyRegistrationsThisBlock,
  )
  const most = storage.TargetRegistrationsPerInterval.get(state, ROOT_NETUID) * INTERVAL_FACTOR
  ensure(
    storage.RegistrationsThisInterval.get(state, ROOT_NETUID) < most,
    errors.TooManyRegistrationsThisInterval,
  )
}

/** Uid that the newcomer would take over; undefined while root has room. */
function seatToTake(state: State, newcomer: Hex): number | undefined {
  if (subnetworkN(state, ROOT_NETUID) < storage.MaxAllowedUids.get(state, ROOT_NETUID)) return undefined
  let lowest: { uid: number; stake: bigint } | undefined
  for (const { uid, hotkey } of neuronsOf(state, ROOT_NETUID)) {
    if (isImmune(state, ROOT_NETUID, uid)) continue
    const stake = totalHotkeyAlpha(state, hotkey, ROOT_NETUID)
    if (!lowest || stake < lowest.stake) lowest = { uid, stake }
  }
  const { uid, stake } = lowest ?? fail(errors.NoNeuronIdAvailable)
  ensure(totalHotkeyAlpha(state, newcomer, ROOT_NETUID) >= stake, errors.StakeTooLowForRoot)
  return uid
}

function payRootBurn(state: State, coldkey: Hex): void {
  const price = storage.Burn.get(state, ROOT_NETUID)
  if (price === 0n) return
  recycleTao(state, coldkey, price)
  addRecycled(state, ROOT_NETUID, price)
}

function takeSeat(state: State, hotkey: Hex, seat: number | undefined): number {
  const block = currentBlock(state)
  if (seat === undefined) return appendNeuron(state, ROOT_NETUID, hotkey, block)
  replaceNeuron(state, ROOT_NETUID, seat, hotkey, block)
  return seat
}
