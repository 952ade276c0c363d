import { ensure } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U32_MAX } from "@taonet/primitives/integers"
import { isValidSubnetIdentity } from "../identity/identities.ts"
import { createHotkeyIfNew, hotkeyExists, ownsHotkey } from "../keys/hotkeys.ts"
import { errors, events, storage } from "../schema.ts"
import { coldkeyBalance } from "../staking/tao.ts"
import type { SubnetIdentityV3 } from "../types.ts"
import { isSystemAccount } from "./accounts.ts"
import { findPlace } from "./capacity.ts"
import { currentBlock } from "./currentBlock.ts"
import { dissolveNetwork } from "./dissolve.ts"
import { lockCost, passesNetworkRateLimit, setLastLock } from "./lockCost.ts"
import { createNetwork, newSubnetMechanism } from "./newNetwork.ts"
import { medianAlphaPrice } from "./prices.ts"
import { setRegistrationLock } from "./registrationLock.ts"

/**
 * Creates a subnet of the signing coldkey with the hotkey as its owner hotkey and uid 0, at once if a place is free, else
 * after a cleanup, for which the cheapest subnet may have to go. Checks in order: NonAssociatedColdKey,
 * CannotUseSystemAccount, SubNetRegistrationDisabled, NetworkTxRateLimitExceeded, InvalidIdentity, SubnetLimitReached,
 * CannotAffordLockCost.
 */
export function registerNetwork(
  state: State,
  origin: Origin,
  hotkey: Hex,
  identity: SubnetIdentityV3 | undefined,
): void {
  const coldkey = ensureSigned(origin)
  ensureMayRegister(state, coldkey, hotkey, identity)
  const place = findPlace(state)
  const lock = lockCost(state)
  ensure(lock <= coldkeyBalance(state, coldkey), errors.CannotAffordLockCost)
  if (place.type === "Free") {
    createNetwork(state, { coldkey, hotkey, identity, lock, price: medianAlphaPrice(state) })
    return
  }
  if (place.type === "Prune") dissolveNetwork(state, place.netuid)
  enqueue(state, coldkey, hotkey, identity, lock)
}

function ensureMayRegister(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  identity: SubnetIdentityV3 | undefined,
): void {
  ensure(!hotkeyExists(state, hotkey) || ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount)
  const now = currentBlock(state)
  ensure(now >= storage.NetworkRegistrationStartBlock.get(state), errors.SubNetRegistrationDisabled)
  ensure(passesNetworkRateLimit(state, now), errors.NetworkTxRateLimitExceeded)
  ensure(!identity || isValidSubnetIdentity(identity), errors.InvalidIdentity)
}

/** The creation waits for the end of a cleanup; its price is that of now and counts for the next one. */
function enqueue(
  state: State,
  coldkey: Hex,
  hotkey: Hex,
  identity: SubnetIdentityV3 | undefined,
  lock_amount: bigint,
): void {
  const lock_id = storage.NetworkRegistrationLockId.get(state)
  ensure(lock_id !== U32_MAX, errors.LockIdOverFlow)
  setRegistrationLock(state, coldkey, lock_amount, lock_id)
  createHotkeyIfNew(state, coldkey, hotkey)
  storage.NetworkRegistrationLockId.set(state, lock_id + 1)
  const entry = {
    coldkey,
    hotkey,
    mechid: newSubnetMechanism(state),
    identity,
    lock_amount,
    median_subnet_alpha_price: medianAlphaPrice(state),
    registration_block: currentBlock(state),
  }
  storage.NetworkRegistrationQueue.mutate(state, (queue) => [...queue, { ...entry, lock_id }])
  setLastLock(state, lock_amount, entry.registration_block)
  events.NetworkRegistrationQueued.deposit(state, entry)
}
