import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { appendNeuron, replaceNeuron } from "../neurons/neurons.ts"
import { getNeuronToPrune } from "../neurons/pruning.ts"
import { subnetworkN } from "../neurons/uids.ts"
import { errors, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"

/** Raises NoNeuronIdAvailable unless the subnet has a free uid or one that can be taken over. */
export function ensureUidAvailable(state: State, netuid: number): void {
  const most = storage.MaxAllowedUids.get(state, netuid)
  ensure(most !== 0, errors.NoNeuronIdAvailable)
  if (subnetworkN(state, netuid) < most) return
  ensure(getNeuronToPrune(state, netuid) !== undefined, errors.NoNeuronIdAvailable)
}

/** Gives the hotkey the next free uid, or on a full subnet the uid of the neuron that is pruned; returns it. */
export function registerNeuron(state: State, netuid: number, hotkey: Hex): number {
  const block = currentBlock(state)
  if (subnetworkN(state, netuid) < storage.MaxAllowedUids.get(state, netuid)) {
    return appendNeuron(state, netuid, hotkey, block)
  }
  const uid = getNeuronToPrune(state, netuid) ?? fail(errors.NoNeuronIdAvailable)
  replaceNeuron(state, netuid, uid, hotkey, block)
  return uid
}
