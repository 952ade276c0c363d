import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { applyChildren, ensureChildrenFit, loadRelations, type Relation } from "./relations.ts"
import { mayHaveChildren } from "./thresholds.ts"

/** Raises DuplicateChild, what loadRelations and ensureChildrenFit raise, NotEnoughStakeToSetChildkeys. Children need not exist. */
export function ensureMaySchedule(
  state: State,
  netuid: number,
  hotkey: Hex,
  children: readonly Relation[],
): void {
  ensure(new Set(children.map(([, child]) => child)).size === children.length, errors.DuplicateChild)
  const { parents } = loadRelations(state, netuid, hotkey)
  ensureChildrenFit(hotkey, children, parents)
  ensure(children.length === 0 || mayHaveChildren(state, netuid, hotkey), errors.NotEnoughStakeToSetChildkeys)
}

/** Before staking starts children apply at once, later after a cooldown: their stake must not be lent for a single epoch. */
export function scheduleChildren(
  state: State,
  netuid: number,
  hotkey: Hex,
  children: readonly Relation[],
): void {
  if (!storage.SubtokenEnabled.get(state, netuid)) {
    applyChildren(state, netuid, hotkey, children)
    return
  }
  const list = children.map(([proportion, child]): [bigint, Hex] => [proportion, child])
  const due = saturatingAddU64(currentBlock(state), storage.PendingChildKeyCooldown.get(state))
  storage.PendingChildKeys.set(state, netuid, hotkey, [list, due])
  events.SetChildrenScheduled.deposit(state, [hotkey, netuid, due, list])
}
