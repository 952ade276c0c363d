/**
 * Who lends stake to whom on a subnet: `ChildKeys` of the parent and `ParentKeys` of the child, always written together. A key's own row is
 * sorted by account whenever it is written as the pivot; in other keys' rows it keeps its place, and comes last when it is new.
 * Source: behaviour/keys-and-fees.md section 5; reference pallets/subtensor/src/staking/set_children.rs.
 */
import { ensure, fail, type ModuleErrorDef } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import type { WorkMeter } from "../keys/workMeter.ts"
import { storage } from "../storage.ts"

/** (proportion of 2^64-1, hotkey). */
export type Relation = readonly [bigint, Hex]

/** The relations of one key, ascending by account. */
export interface Relations {
  readonly children: ReadonlyMap<Hex, bigint>
  readonly parents: ReadonlyMap<Hex, bigint>
}

/** No key has more children. */
const CHILDREN_MAX = 5

/** The stored relations. Raises ProportionOverflow, ChildParentInconsistency where storage contradicts itself. */
export function loadRelations(state: State, netuid: number, pivot: Hex): Relations {
  const relations = relationsWith(state, netuid, pivot, storage.ChildKeys.get(state, pivot, netuid))
  ensureConsistent(relations)
  return relations
}

/** What the key's relations would be with these children and its present parents; edges to itself are left out. */
const relationsWith = (
  state: State,
  netuid: number,
  pivot: Hex,
  children: readonly Relation[],
): Relations => ({
  children: byAccount(children, pivot),
  parents: byAccount(storage.ParentKeys.get(state, pivot, netuid), pivot),
})

/** Raises InvalidChild, TooManyChildren, ProportionOverflow, ChildParentInconsistency when the key may not have these children. */
export function ensureChildrenFit(
  pivot: Hex,
  children: readonly Relation[],
  parents: Relations["parents"],
): void {
  const wanted = byAccount(children)
  ensure(!wanted.has(pivot), errors.InvalidChild)
  ensure(wanted.size <= CHILDREN_MAX, errors.TooManyChildren)
  ensureConsistent({ children: wanted, parents })
}

function ensureConsistent(relations: Relations): void {
  const error = inconsistency(relations)
  if (error) fail(error)
}

function inconsistency({ children, parents }: Relations): ModuleErrorDef | undefined {
  let given = 0n
  for (const proportion of children.values()) given += proportion
  if (given > U64_MAX) return errors.ProportionOverflow
  return [...children.keys()].some((child) => parents.has(child))
    ? errors.ChildParentInconsistency
    : undefined
}

/**
 * Gives a hotkey these children in place of its present ones and deposits SetChildren. Does nothing, silently, where more than the whole
 * would be given away or a child is also a parent.
 */
export function applyChildren(
  state: State,
  netuid: number,
  parent: Hex,
  children: readonly Relation[],
): void {
  const relations = relationsWith(state, netuid, parent, children)
  if (inconsistency(relations)) return
  persist(state, netuid, parent, relations)
  events.SetChildren.deposit(state, [
    parent,
    netuid,
    children.map(([proportion, child]) => [proportion, child]),
  ])
}

/**
 * Puts a hotkey in another's place in all its relations; those that the new one had are lost, as on the reference chain. An empty row of the
 * old one's children stays. Raises InvalidChild when the two are related, and what loadRelations and ensureChildrenFit raise.
 */
export function moveRelations(state: State, netuid: number, from: Hex, to: Hex, meter: WorkMeter): void {
  const relations = loadRelations(state, netuid, from)
  meter.count(2, 0)
  for (const child of relations.children.keys()) {
    const parents = storage.ParentKeys.get(state, child, netuid)
    writeRow(state, storage.ParentKeys, child, netuid, without(parents, from))
    meter.count(1, 1)
  }
  for (const parent of relations.parents.keys()) {
    storage.ChildKeys.mutate(state, parent, netuid, (children) => without(children, from))
    meter.count(1, 1)
  }
  storage.ChildKeys.set(state, from, netuid, [])
  storage.ParentKeys.delete(state, from, netuid)
  meter.count(0, 2)

  ensure(!relations.children.has(to) && !relations.parents.has(to), errors.InvalidChild)
  if (storage.PendingChildKeys.has(state, netuid, from)) {
    const [children, due] = storage.PendingChildKeys.get(state, netuid, from)
    ensureChildrenFit(to, children, relations.parents)
    storage.PendingChildKeys.delete(state, netuid, from)
    storage.PendingChildKeys.set(state, netuid, to, [children, due])
    meter.count(1, 2)
  }
  persist(state, netuid, to, relations, meter)
}

/** Writes a key's own rows, and the rows of all that it is, was or becomes related to. */
function persist(state: State, netuid: number, pivot: Hex, relations: Relations, meter?: WorkMeter): void {
  meter?.count(1, 1)
  replaceRow(state, storage.ChildKeys, storage.ParentKeys, pivot, netuid, relations.children, meter)
  replaceRow(state, storage.ParentKeys, storage.ChildKeys, pivot, netuid, relations.parents, meter)
}

type Rows = typeof storage.ChildKeys

function replaceRow(
  state: State,
  own: Rows,
  others: Rows,
  pivot: Hex,
  netuid: number,
  wanted: ReadonlyMap<Hex, bigint>,
  meter: WorkMeter | undefined,
): void {
  const before = own.get(state, pivot, netuid)
  writeRow(state, own, pivot, netuid, rowOf(wanted))
  for (const [other, proportion] of wanted) {
    writeRow(state, others, other, netuid, withEdge(others.get(state, other, netuid), proportion, pivot))
    meter?.count(1, 1)
  }
  for (const [, other] of before) {
    if (wanted.has(other)) continue
    writeRow(state, others, other, netuid, without(others.get(state, other, netuid), pivot))
    meter?.count(1, 1)
  }
}

function writeRow(state: State, rows: Rows, key: Hex, netuid: number, row: Relation[]): void {
  if (row.length > 0) rows.set(state, key, netuid, row)
  else rows.delete(state, key, netuid)
}

const without = (row: readonly Relation[], other: Hex): Relation[] =>
  row.filter(([, hotkey]) => hotkey !== other)

function withEdge(row: readonly Relation[], proportion: bigint, other: Hex): Relation[] {
  const edge: Relation = [proportion, other]
  const known = row.some(([, hotkey]) => hotkey === other)
  return known ? row.map((old) => (old[1] === other ? edge : old)) : [...row, edge]
}

const rowOf = (relations: ReadonlyMap<Hex, bigint>): Relation[] =>
  [...relations].map(([hotkey, proportion]) => [proportion, hotkey])

/** The last of two entries for one account counts. */
function byAccount(relations: readonly Relation[], except?: Hex): Map<Hex, bigint> {
  const map = new Map(relations.map(([proportion, hotkey]) => [hotkey, proportion]))
  if (except !== undefined) map.delete(except)
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)))
}
