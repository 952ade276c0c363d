/** The lists of planned calls, by block. Source: pallet_scheduler. */
import { ensure, fail, failWith } from "@taonet/frame/errors"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import { boundCall, dropCall, keepCall } from "../preimage/bounded.ts"
import { blockNumber } from "../system/account.ts"
import { constants, errors, events, storage } from "./schema.ts"
import type { Scheduled } from "./types.ts"

/** A place in the agenda: block and index. */
export type TaskAddress = readonly [when: number, index: number]

export interface Plan {
  readonly id?: Uint8Array
  readonly when: number
  /** Blocks between turns, and how many turns there are. */
  readonly periodic: readonly [number, number] | undefined
  readonly priority: number
  readonly call: RuntimeCallValue
}

/** The block that is so many further on: the agenda of this one has run already. */
export const blockAfter = (state: State, after: number): number =>
  saturatingAddU32(saturatingAddU32(blockNumber(state), after), 1)

/** Plans a call of root's. Raises FailedToSchedule if the name is taken, TargetBlockNumberInPast, Exhausted. */
export function planCall(state: State, { id, when, periodic, priority, call }: Plan): void {
  const bounded = boundCall(state, call)
  ensure(id === undefined || !storage.Lookup.has(state, id), errors.FailedToSchedule)
  ensure(when > blockNumber(state), errors.TargetBlockNumberInPast)
  const repeats = periodic !== undefined && periodic[0] > 0 && periodic[1] > 1
  const address = placeTask(state, when, {
    maybe_id: id,
    priority,
    call: bounded,
    // One turn is planned now.
    maybe_periodic: repeats ? [periodic[0], periodic[1] - 1] : undefined,
    origin: { type: "system", value: { type: "Root" } },
  })
  if (!address) failWith({ type: "Exhausted" })
  keepCall(state, bounded)
}

/** Puts a task into a block's agenda and tells its place. Undefined where the agenda is full. */
export function placeTask(state: State, when: number, task: Scheduled): TaskAddress | undefined {
  const agenda = storage.Agenda.get(state, when)
  const isFull = agenda.length >= constants.MaxScheduledPerBlock.get(state)
  const index = isFull ? agenda.indexOf(undefined) : agenda.length
  if (index < 0) return undefined
  storage.Agenda.set(state, when, isFull ? agenda.with(index, task) : [...agenda, task])
  if (task.maybe_id) storage.Lookup.set(state, task.maybe_id, [when, index])
  events.Scheduled.deposit(state, { when, index })
  return [when, index]
}

/** Raises NotFound. */
export function taskAt(state: State, [when, index]: TaskAddress): Scheduled {
  return storage.Agenda.get(state, when)[index] ?? fail(errors.NotFound)
}

/** Raises NotFound. */
export const addressOf = (state: State, id: Uint8Array): TaskAddress =>
  storage.Lookup.get(state, id) ?? fail(errors.NotFound)

/** Raises NotFound. */
export function cancelTask(state: State, address: TaskAddress): void {
  const { maybe_id } = taskAt(state, address)
  removeTask(state, address)
  if (maybe_id) storage.Lookup.delete(state, maybe_id)
}

/** Ends the name, and the task if it still is where the name says. Raises NotFound. */
export function cancelNamedTask(state: State, id: Uint8Array): void {
  const address = addressOf(state, id)
  storage.Lookup.delete(state, id)
  removeTask(state, address)
}

function removeTask(state: State, [when, index]: TaskAddress): void {
  const agenda = storage.Agenda.get(state, when)
  const task = agenda[index]
  if (task) {
    dropCall(state, task.call)
    storage.Retries.delete(state, [when, index])
  }
  const left = task ? agenda.with(index, undefined) : agenda
  const last = left.findLastIndex((item) => item !== undefined)
  if (last < 0) storage.Agenda.delete(state, when)
  else storage.Agenda.set(state, when, left.slice(0, last + 1))
  events.Canceled.deposit(state, { when, index })
}
