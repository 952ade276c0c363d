import { ensure } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU16 } from "@taonet/primitives/integers"
import type { WorkRules } from "../../../specs/thesisRules.ts"
import { incrementProviders } from "../../system/account.ts"
import { storage as system } from "../../system/schema.ts"
import { createHotkeyIfNew, hotkeyExists, ownsHotkey } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { ensureOrdinarySubnet } from "../registration/burnedRegister.ts"
import { countRegistration } from "../registration/burns.ts"
import { ensureUidAvailable, registerNeuron } from "../registration/registerNeuron.ts"
import { errors, events, storage } from "../schema.ts"
import { isSystemAccount } from "../subnets/accounts.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ensureWork, type Work } from "./checkWork.ts"

export interface PowRegistration extends Work {
  readonly netuid: number
  readonly hotkey: Hex
  readonly coldkey: Hex
}

/** A subnet takes at most this many times its target of registrations per interval. */
const INTERVAL_FACTOR = 3

/**
 * Registers a hotkey for a proof of work, and gives it to the coldkey. It costs nothing, so that somebody without any TAO can; and because
 * what the neuron earns must be within the coldkey's reach, the coldkey's account exists from then on even without a balance.
 */
export function powRegister(state: State, origin: Origin, args: PowRegistration, rules: WorkRules): void {
  const { netuid, hotkey, coldkey, work } = args
  ensureMayPowRegister(state, ensureSigned(origin), args, rules)
  storage.UsedWork.set(state, work, currentBlock(state))
  createHotkeyIfNew(state, coldkey, hotkey)
  openAccount(state, coldkey)
  const uid = registerNeuron(state, netuid, hotkey)
  countRegistration(state, netuid)
  for (const item of [storage.RegistrationsThisInterval, storage.POWRegistrationsThisInterval])
    item.mutate(state, netuid, (count) => saturatingAddU16(count, 1))
  events.NeuronRegistered.deposit(state, [netuid, uid, hotkey])
}

/**
 * All that must hold, so that the pool can ask it of a call that pays nothing: RegistrationNotPermittedOnRootSubnet, SubnetNotExists,
 * SubNetRegistrationDisabled, TooManyRegistrationsThisBlock, TooManyRegistrationsThisInterval, HotKeyAlreadyRegisteredInSubNet,
 * TransactorAccountShouldBeHotKey (neither of the two keys signed), the errors of the work, CannotUseSystemAccount, NonAssociatedColdKey,
 * NoNeuronIdAvailable.
 */
export function ensureMayPowRegister(
  state: State,
  signer: Hex,
  args: PowRegistration,
  rules: WorkRules,
): void {
  const { netuid, hotkey, coldkey } = args
  ensureOrdinarySubnet(state, netuid)
  ensure(storage.NetworkRegistrationAllowed.get(state, netuid), errors.SubNetRegistrationDisabled)
  ensureAdmits(state, netuid)
  ensure(!isRegistered(state, netuid, hotkey), errors.HotKeyAlreadyRegisteredInSubNet)
  ensure(signer === coldkey || signer === hotkey, errors.TransactorAccountShouldBeHotKey)
  ensureWork(state, netuid, hotkey, args, rules)
  ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount)
  ensure(!hotkeyExists(state, hotkey) || ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensureUidAvailable(state, netuid)
}

function ensureAdmits(state: State, netuid: number): void {
  ensure(
    storage.RegistrationsThisBlock.get(state, netuid) < storage.MaxRegistrationsPerBlock.get(state, netuid),
    errors.TooManyRegistrationsThisBlock,
  )
  const most = storage.TargetRegistrationsPerInterval.get(state, netuid) * INTERVAL_FACTOR
  ensure(storage.RegistrationsThisInterval.get(state, netuid) < most, errors.TooManyRegistrationsThisInterval)
}

/** Gives an account that nothing provides for a provider, once. */
function openAccount(state: State, who: Hex): void {
  const info = system.Account.get(state, who)
  if (info.providers > 0 || info.sufficients > 0) return
  system.Account.set(state, who, incrementProviders(state, who, info))
}
