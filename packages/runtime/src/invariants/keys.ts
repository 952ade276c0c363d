/** Lists and indexes of keys that are written in two places. */
import { storage } from "../pallets/subtensor/schema.ts"
import type { Deviation, Invariant } from "./invariant.ts"

/** A hotkey stands once in its owner's list, and in no other. */
export const ownersListHotkeys: Invariant = {
  name: "SubtensorModule: Owner ↔ OwnedHotkeys",
  *check(state) {
    let listed = 0
    for (const [[coldkey], hotkeys] of storage.OwnedHotkeys.entries(state)) {
      listed += hotkeys.length
      if (new Set(hotkeys).size < hotkeys.length) yield one(coldkey, "lists a hotkey twice")
      for (const hotkey of hotkeys) {
        const owner = storage.Owner.get(state, hotkey)
        if (owner !== coldkey) yield one(hotkey, `listed by ${coldkey}, owned by ${owner}`)
      }
    }
    let owned = 0
    for (const _ of storage.Owner.keys(state)) owned++
    if (owned !== listed)
      yield { subject: "all hotkeys", by: gap(owned, listed), detail: `${owned} owned, ${listed} listed` }
  },
}

/** A parent knows its children as they know it, with the same proportion. */
export const childrenKnowParents: Invariant = {
  name: "SubtensorModule: ChildKeys ↔ ParentKeys",
  *check(state) {
    const edges = new Map<string, bigint>()
    for (const [[parent, netuid], children] of storage.ChildKeys.entries(state))
      for (const [proportion, child] of children) edges.set(`${parent} → ${child} on ${netuid}`, proportion)
    for (const [[child, netuid], parents] of storage.ParentKeys.entries(state))
      for (const [proportion, parent] of parents) {
        const edge = `${parent} → ${child} on ${netuid}`
        const given = edges.get(edge)
        if (given !== proportion) yield one(edge, `the parent says ${given}, the child ${proportion}`)
        edges.delete(edge)
      }
    for (const edge of edges.keys()) yield one(edge, "only the parent knows")
  },
}

/** The coldkeys with root stake are numbered without gap. */
export const rootIndexIsDense: Invariant = {
  name: "SubtensorModule: StakingColdkeys ↔ StakingColdkeysByIndex",
  *check(state) {
    const count = storage.NumStakingColdkeys.get(state)
    let [rows, numbers] = [0n, 0n]
    for (const [[number], coldkey] of storage.StakingColdkeysByIndex.entries(state)) {
      rows++
      const back = storage.StakingColdkeys.get(state, coldkey)
      if (back !== number) yield one(`number ${number}`, `of ${coldkey}, whose number is ${back}`)
      if (number >= count) yield one(`number ${number}`, `beyond ${count}`)
    }
    for (const _ of storage.StakingColdkeys.keys(state)) numbers++
    if (rows !== count || numbers !== count)
      yield one("all coldkeys", `${rows} rows and ${numbers} numbers of ${count}`)
  },
}

/** A lock stands in the index by hotkey, and nothing else does. */
export const locksAreIndexed: Invariant = {
  name: "SubtensorModule: Lock ↔ LockingColdkeys",
  *check(state) {
    let locks = 0
    for (const [coldkey, netuid, hotkey] of storage.Lock.keys(state)) {
      locks++
      if (!storage.LockingColdkeys.has(state, netuid, hotkey, coldkey))
        yield one(`${coldkey} on subnet ${netuid}`, `locks for ${hotkey} without index`)
    }
    let indexed = 0
    for (const _ of storage.LockingColdkeys.keys(state)) indexed++
    if (indexed !== locks)
      yield {
        subject: "all locks",
        by: gap(indexed, locks),
        detail: `${locks} locks, ${indexed} in the index`,
      }
  },
}

/** The collateral of a coldkey is the sum of its rows, which its list names. */
export const collateralAddsUp: Invariant = {
  name: "SubtensorModule: MinerCollateral ↔ its totals and lists",
  *check(state) {
    const sums = new Map<string, bigint>()
    for (const [[netuid, hotkey, coldkey], { locked }] of storage.MinerCollateral.entries(state)) {
      const id = `${coldkey} on subnet ${netuid}`
      sums.set(id, (sums.get(id) ?? 0n) + locked)
      if (!storage.ColdkeyCollateralHotkeys.get(state, netuid, coldkey).includes(hotkey))
        yield one(id, `collateral on ${hotkey} is not in the list`)
    }
    for (const [[netuid, coldkey], total] of storage.ColdkeyMinerCollateral.entries(state)) {
      const id = `${coldkey} on subnet ${netuid}`
      const sum = sums.get(id) ?? 0n
      if (sum !== total)
        yield {
          subject: id,
          by: sum > total ? sum - total : total - sum,
          detail: `rows of ${sum} rao, total ${total}`,
        }
      sums.delete(id)
    }
    for (const [id, sum] of sums) if (sum > 0n) yield one(id, `rows of ${sum} rao, no total`)
  },
}

const one = (subject: string, detail: string): Deviation => ({ subject, by: 1n, detail })
const gap = (a: number, b: number): bigint => BigInt(a > b ? a - b : b - a)
