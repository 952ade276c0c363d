import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { associate, ensureMayAssociate, ensureSignedByAddress } from "../keys/evmAssociation.ts"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { uidOf } from "../neurons/uids.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { subnetExists } from "../subnets/subnets.ts"

/** A neuron's hotkey links the Ethereum address that signed for it. Order of checks: behaviour/keys-and-fees.md section 7. */
export const associateEvmKey: Handler<typeof calls.associate_evm_key> = (state, origin, args) => {
  const { netuid, evm_key, block_number, signature } = args
  const hotkey = ensureSigned(origin)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(hotkeyExists(state, hotkey), errors.NonAssociatedColdKey)
  const uid = uidOf(state, netuid, hotkey)
  ensure(uid !== undefined, errors.HotKeyNotRegisteredInSubNet)
  ensureMayAssociate(state, netuid, uid)
  ensureSignedByAddress(evm_key, hotkey, block_number, signature)
  associate(state, netuid, uid, evm_key)
  events.EvmKeyAssociated.deposit(state, {
    netuid,
    hotkey,
    evm_key,
    block_associated: currentBlock(state),
  })
}
