import { ensure } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { createHotkeyIfNew, ownsHotkey } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { keepAliveBalance } from "../staking/tao.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { addRecycled, bumpRegistrationBurn, countRegistration } from "./burns.ts"
import { registrationCharge } from "./collateral.ts"
import { payRegistration } from "./payment.ts"
import { ensureUidAvailable, registerNeuron } from "./registerNeuron.ts"

/** Raises unless the netuid names a subnet that neurons can pay to join. */
export function ensureOrdinarySubnet(state: State, netuid: number): void {
  ensure(netuid !== ROOT_NETUID, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
}

/**
 * Registers a hotkey on a subnet at its present price, which the signing coldkey pays. Checks in order:
 * RegistrationNotPermittedOnRootSubnet, SubnetNotExists, SubNetRegistrationDisabled, HotKeyAlreadyRegisteredInSubNet,
 * NotEnoughBalanceToStake, CannotUseSystemAccount, NonAssociatedColdKey, NoNeuronIdAvailable, then the purchase's errors.
 */
export function burnedRegister(state: State, origin: Origin, netuid: number, hotkey: Hex): void {
  const coldkey = ensureSigned(origin)
  ensureOrdinarySubnet(state, netuid)
  ensure(storage.NetworkRegistrationAllowed.get(state, netuid), errors.SubNetRegistrationDisabled)
  ensure(!isRegistered(state, netuid, hotkey), errors.HotKeyAlreadyRegisteredInSubNet)
  const charge = registrationCharge(state, netuid, hotkey, coldkey, storage.Burn.get(state, netuid))
  ensure(keepAliveBalance(state, coldkey) >= charge.burned + charge.topUp, errors.NotEnoughBalanceToStake)
  createHotkeyIfNew(state, coldkey, hotkey)
  ensure(ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensureUidAvailable(state, netuid)

  payRegistration(state, netuid, hotkey, coldkey, charge)
  const uid = registerNeuron(state, netuid, hotkey)
  bumpRegistrationBurn(state, netuid)
  countRegistration(state, netuid)
  addRecycled(state, netuid, charge.burned)
  events.NeuronRegistered.deposit(state, [netuid, uid, hotkey])
}
