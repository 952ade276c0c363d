import type { State } from "@taonet/frame/state"
import { compareBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { events, storage } from "../schema.ts"

/** (proportion of 2^64-1, hotkey). */
export type Relation = readonly [bigint, Hex]

/**
 * Gives a hotkey these children on a subnet in place of its present ones, in both directions of the relation, and deposits
 * SetChildren. Does nothing, silently, where the relations would contradict themselves: a child that is its own parent or the
 * hotkey's, or more than the whole given away.
 */
export function applyChildren(
  state: State,
  netuid: number,
  parent: Hex,
  children: readonly Relation[],
): void {
  if (!isConsistent(state, netuid, parent, children)) return
  const before = storage.ChildKeys.get(state, parent, netuid)
  const after = new Map(children.map(([proportion, child]) => [child, proportion]))
  const rows = [...after].map(([child, proportion]): Relation => [proportion, child]).sort(byAccount)
  for (const [, child] of before) if (!after.has(child)) writeParents(state, netuid, child, parent, undefined)
  for (const [proportion, child] of rows) writeParents(state, netuid, child, parent, proportion)
  if (rows.length > 0) storage.ChildKeys.set(state, parent, netuid, rows)
  else storage.ChildKeys.delete(state, parent, netuid)
  events.SetChildren.deposit(state, [
    parent,
    netuid,
    children.map(([proportion, child]) => [proportion, child]),
  ])
}

function isConsistent(state: State, netuid: number, parent: Hex, children: readonly Relation[]): boolean {
  const ancestors = new Set(storage.ParentKeys.get(state, parent, netuid).map(([, hotkey]) => hotkey))
  const given = children.reduce((sum, [proportion]) => sum + proportion, 0n)
  return given <= U64_MAX && children.every(([, child]) => child !== parent && !ancestors.has(child))
}

/** Sets, moves nothing else, or removes (`undefined`) one parent in a child's list; an emptied list is a removed row. */
function writeParents(
  state: State,
  netuid: number,
  child: Hex,
  parent: Hex,
  proportion: bigint | undefined,
): void {
  const known = storage.ParentKeys.get(state, child, netuid)
  const others = known.filter(([, hotkey]) => hotkey !== parent)
  let next: readonly Relation[] = others
  if (proportion !== undefined) {
    const isKnown = others.length < known.length
    next = isKnown
      ? known.map(([old, hotkey]): Relation => [hotkey === parent ? proportion : old, hotkey])
      : [...known, [proportion, parent]]
  }
  if (next.length > 0) storage.ParentKeys.set(state, child, netuid, next.slice())
  else storage.ParentKeys.delete(state, child, netuid)
}

const byAccount = ([, a]: Relation, [, b]: Relation): number => compareBytes(fromHex(a), fromHex(b))
