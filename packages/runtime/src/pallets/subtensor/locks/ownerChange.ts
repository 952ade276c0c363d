import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { hotkeyExists, ownerOf } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { registerNeuron } from "../registration/registerNeuron.ts"
import { errors, events, storage } from "../schema.ts"
import { isSystemAccount } from "../subnets/accounts.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { setOwnerHotkey } from "../subnets/newNetwork.ts"
import { convictions, mostConvicted } from "./conviction.ts"
import { emptyLock, mergeLocks, rollLock } from "./lockState.ts"
import { readSum, rolledSum, writeSum } from "./rows.ts"

/** A subnet keeps its owner for a year, in blocks of 12 seconds, whatever others lock. */
const PROTECTED_BLOCKS = 7_200n * 365n + 1_800n
/** Conviction on a subnet must reach this part of the alpha outside its pool before it counts. */
const QUORUM_DIVISOR = 10n

/**
 * Gives a subnet to the owner of the hotkey with the most conviction, if the subnet is old enough and a tenth of its alpha stands behind
 * locks. The new owner's hotkey becomes a neuron if it is none; where it cannot, nothing happens.
 */
export function changeOwnerByConviction(state: State, netuid: number): void {
  const alphaOut = storage.SubnetAlphaOut.get(state, netuid)
  const protectedUntil = saturatingAddU64(storage.NetworkRegisteredAt.get(state, netuid), PROTECTED_BLOCKS)
  if (alphaOut === 0n || currentBlock(state) < protectedUntil) return
  const sums = convictions(state, netuid)
  let total = 0n
  for (const conviction of sums.values()) total = U64F64.add(total, conviction)
  if (U64F64.mul(total, U64F64.fromInt(QUORUM_DIVISOR)) < U64F64.fromInt(alphaOut)) return

  const king = mostConvicted(sums)
  if (king === undefined || !hotkeyExists(state, king)) return
  const new_coldkey = ownerOf(state, king)
  const old_coldkey = storage.SubnetOwner.get(state, netuid)
  if (new_coldkey === old_coldkey) return
  const isNeuron =
    isRegistered(state, netuid, king) || attempt(state, () => registerNeuron(state, netuid, king)).ok
  if (!isNeuron) return

  moveOwnerSums(state, netuid, storage.SubnetOwnerHotkey.get(state, netuid), king)
  storage.SubnetOwner.set(state, netuid, new_coldkey)
  storage.SubnetOwnerHotkey.set(state, netuid, king)
  events.SubnetOwnerChanged.deposit(state, { netuid, old_coldkey, new_coldkey })
}

/** Names another hotkey for the owner; the sums of locks follow. Raises CannotUseSystemAccount. */
export function replaceOwnerHotkey(state: State, netuid: number, hotkey: Hex): void {
  ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount)
  moveOwnerSums(state, netuid, storage.SubnetOwnerHotkey.get(state, netuid), hotkey)
  setOwnerHotkey(state, netuid, hotkey)
}

/**
 * When the owner's hotkey becomes another: the sums of its locks become those of an ordinary hotkey, and those of the new one the
 * owner's, which gives it conviction for its whole mass at once.
 */
function moveOwnerSums(state: State, netuid: number, from: Hex, to: Hex): void {
  if (from === to) return
  for (const perpetual of [true, false])
    moveSum(state, netuid, from, { perpetual, ofOwner: true }, { perpetual, ofOwner: false })
  for (const perpetual of [true, false])
    moveSum(state, netuid, to, { perpetual, ofOwner: false }, { perpetual, ofOwner: true })
}

function moveSum(
  state: State,
  netuid: number,
  hotkey: Hex,
  from: { readonly perpetual: boolean; readonly ofOwner: boolean },
  to: { readonly perpetual: boolean; readonly ofOwner: boolean },
): void {
  if (!readSum(state, netuid, hotkey, from)) return
  const moved = rolledSum(state, netuid, hotkey, from)
  writeSum(state, netuid, hotkey, from, { ...emptyLock(state) })
  const merged = mergeLocks(rolledSum(state, netuid, hotkey, to), moved)
  const stamped = { ...merged, last_update: currentBlock(state) }
  writeSum(state, netuid, hotkey, to, to.ofOwner ? rollLock(state, stamped, to) : stamped)
}
