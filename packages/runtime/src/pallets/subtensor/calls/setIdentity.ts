import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { isValidChainIdentity } from "../identity/identities.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** Signed by a coldkey that has a neuron somewhere. Checks: HotKeyNotRegisteredInNetwork, InvalidIdentity. */
export const setIdentity: Handler<typeof calls.set_identity> = (state, origin, identity) => {
  const coldkey = ensureSigned(origin)
  ensure(ownsNeuron(state, coldkey), errors.HotKeyNotRegisteredInNetwork)
  ensure(isValidChainIdentity(identity), errors.InvalidIdentity)
  storage.IdentitiesV2.set(state, coldkey, identity)
  events.ChainIdentitySet.deposit(state, coldkey)
}

function ownsNeuron(state: State, coldkey: Hex): boolean {
  for (const hotkey of storage.OwnedHotkeys.get(state, coldkey)) {
    for (const [, isMember] of storage.IsNetworkMember.entries(state, hotkey)) if (isMember) return true
  }
  return false
}
