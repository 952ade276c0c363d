/** What is kept of each subnet's neurons. */
import type { State } from "@taonet/frame/state"
import { mechanismIndices } from "../pallets/subtensor/neurons/storageIndex.ts"
import { storage } from "../pallets/subtensor/schema.ts"
import { allNetuids, ROOT_NETUID } from "../pallets/subtensor/subnets/subnets.ts"
import type { Deviation, Invariant } from "./invariant.ts"

/** Uids run from 0 without gap; each has one hotkey, which has this uid and no other, and counts as member. */
export const uidsMatchKeys: Invariant = {
  name: "SubtensorModule: uids ↔ keys",
  *check(state) {
    for (const netuid of allNetuids(state)) {
      const count = storage.SubnetworkN.get(state, netuid)
      let keys = 0
      for (const [[, uid], hotkey] of storage.Keys.entries(state, netuid)) {
        keys++
        const back = storage.Uids.get(state, netuid, hotkey)
        if (uid >= count) yield of(netuid, uid, `beyond the ${count} of the subnet`)
        else if (back !== uid) yield of(netuid, uid, `of ${hotkey}, whose uid is ${back}`)
        else if (!storage.IsNetworkMember.get(state, hotkey, netuid)) yield of(netuid, uid, "of no member")
      }
      let uids = 0
      for (const _ of storage.Uids.keys(state, netuid)) uids++
      if (keys !== count || uids !== count)
        yield one(`subnet ${netuid}`, `${keys} keys and ${uids} uids of ${count} neurons`)
    }
  },
}

/** Vectors by uid have an element for each neuron; those that only epochs write may be shorter, never longer. */
export const vectorsFitUids: Invariant = {
  name: "SubtensorModule: lengths of vectors by uid",
  *check(state) {
    for (const netuid of allNetuids(state)) {
      const count = storage.SubnetworkN.get(state, netuid)
      for (const item of exact) {
        const { length } = item.get(state, netuid)
        if (length !== count) yield one(`${item.name} of subnet ${netuid}`, `${length} of ${count} neurons`)
      }
      const { length } = storage.StakeWeight.get(state, netuid)
      if (length > count) yield one(`StakeWeight of subnet ${netuid}`, `${length} of ${count} neurons`)
      for (const index of mechanismIndices(state, netuid)) {
        for (const item of [storage.Incentive, storage.LastUpdate, storage.ConsensusByMechanism]) {
          const { length } = item.get(state, index)
          if (length > count) yield one(`${item.name} at ${index}`, `${length} of ${count} neurons`)
        }
      }
    }
  },
}

const exact: readonly { readonly name: string; get(state: State, netuid: number): readonly unknown[] }[] = [
  storage.Active,
  storage.Consensus,
  storage.Dividends,
  storage.Emission,
  storage.ValidatorPermit,
  storage.ValidatorTrust,
]

/** Weights and bonds are of and on neurons that exist, one entry a target. Root's weights are on subnets, of which one may be gone by now. */
export const rowsNameNeurons: Invariant = {
  name: "SubtensorModule: weights and bonds",
  *check(state) {
    for (const netuid of allNetuids(state)) {
      const count = storage.SubnetworkN.get(state, netuid)
      for (const index of mechanismIndices(state, netuid)) {
        for (const item of [storage.Weights, storage.Bonds]) {
          for (const [[, uid], row] of item.entries(state, index)) {
            const targets = new Set<number>()
            for (const [target] of row) if (netuid === ROOT_NETUID || target < count) targets.add(target)
            if (uid >= count || targets.size < row.length)
              yield one(`${item.name} at ${index}, ${uid}`, `${row.length} entries, ${count} neurons`)
          }
        }
      }
    }
  },
}

const one = (subject: string, detail: string): Deviation => ({ subject, by: 1n, detail })
const of = (netuid: number, uid: number, detail: string) => one(`uid ${uid} of subnet ${netuid}`, detail)
