import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import { applyChildren } from "../children/relations.ts"
import { neuronsOf, ownerHotkey } from "../neurons/uids.ts"
import { storage } from "../schema.ts"
import { ordinaryNetuids, ROOT_NETUID } from "./subnets.ts"

/*
 * Root validators lend their whole stake to the owners of subnets: each becomes a parent of the owner's hotkey, unless it
 * has children there already or has switched this off. Written at once, without the limits of set_children.
 */

/** A new subnet: all root validators become parents of its owner's hotkey. */
export function addRootParents(state: State, netuid: number): void {
  const owner = ownerHotkey(state, netuid)
  if (owner === undefined) return
  for (const { hotkey } of [...neuronsOf(state, ROOT_NETUID)]) becomeParent(state, netuid, hotkey, owner)
}

/** A new root validator: it becomes a parent of every subnet owner's hotkey. */
export function becomeParentOfOwners(state: State, validator: Hex): void {
  for (const netuid of ordinaryNetuids(state)) {
    const owner = ownerHotkey(state, netuid)
    if (owner !== undefined) becomeParent(state, netuid, validator, owner)
  }
}

/** A validator that leaves root: removes the relations that were made here and that it has not changed since. */
export function leaveOwners(state: State, validator: Hex): void {
  for (const netuid of ordinaryNetuids(state)) {
    const [first, ...others] = storage.ChildKeys.get(state, validator, netuid)
    const isAutomatic =
      first !== undefined &&
      others.length === 0 &&
      first[0] === U64_MAX &&
      first[1] === ownerHotkey(state, netuid)
    if (isAutomatic) applyChildren(state, netuid, validator, [])
  }
}

function becomeParent(state: State, netuid: number, parent: Hex, owner: Hex): void {
  if (parent === owner || !storage.AutoParentDelegationEnabled.get(state, parent)) return
  if (storage.ChildKeys.get(state, parent, netuid).length > 0) return
  if (storage.PendingChildKeys.has(state, netuid, parent)) return
  applyChildren(state, netuid, parent, [[U64_MAX, owner]])
}
