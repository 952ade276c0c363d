import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { mechanismIndices } from "../subtensor/neurons/storageIndex.ts"
import { uidOf } from "../subtensor/neurons/uids.ts"
import { storage } from "../subtensor/schema.ts"

/** Where the subnet allows it, makes all validators forget the bonds that they have in this neuron. */
export function resetBonds(state: State, netuid: number, who: Hex): void {
  const uid = uidOf(state, netuid, who)
  if (uid === undefined || !storage.BondsResetOn.get(state, netuid)) return
  for (const index of mechanismIndices(state, netuid))
    for (const [[, validator], row] of [...storage.Bonds.entries(state, index)])
      storage.Bonds.set(
        state,
        index,
        validator,
        row.filter(([target]) => target !== uid),
      )
}
