import { ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import type { State } from "@taonet/frame/state"
import {
  addressOf,
  blockAfter,
  cancelNamedTask,
  cancelTask,
  planCall,
  type TaskAddress,
  taskAt,
} from "./agenda.ts"
import { type calls, events, storage } from "./schema.ts"

/* All calls are root's. behaviour/other-pallets.md section 6. */

export const schedule: Handler<typeof calls.schedule> = (
  state,
  origin,
  { when, maybe_periodic, priority, call },
) => {
  ensureRoot(origin)
  planCall(state, { when, periodic: maybe_periodic, priority, call })
}

export const scheduleNamed: Handler<typeof calls.schedule_named> = (
  state,
  origin,
  { id, when, maybe_periodic, priority, call },
) => {
  ensureRoot(origin)
  planCall(state, { id, when, periodic: maybe_periodic, priority, call })
}

export const scheduleAfter: Handler<typeof calls.schedule_after> = (
  state,
  origin,
  { after, maybe_periodic, priority, call },
) => {
  ensureRoot(origin)
  planCall(state, { when: blockAfter(state, after), periodic: maybe_periodic, priority, call })
}

export const scheduleNamedAfter: Handler<typeof calls.schedule_named_after> = (
  state,
  origin,
  { id, after, maybe_periodic, priority, call },
) => {
  ensureRoot(origin)
  planCall(state, { id, when: blockAfter(state, after), periodic: maybe_periodic, priority, call })
}

export const cancel: Handler<typeof calls.cancel> = (state, origin, { when, index }) => {
  ensureRoot(origin)
  cancelTask(state, [when, index])
}

export const cancelNamed: Handler<typeof calls.cancel_named> = (state, origin, { id }) => {
  ensureRoot(origin)
  cancelNamedTask(state, id)
}

export const setRetry: Handler<typeof calls.set_retry> = (state, origin, { task, retries, period }) => {
  ensureRoot(origin)
  retryTask(state, task, undefined, retries, period)
}

export const setRetryNamed: Handler<typeof calls.set_retry_named> = (
  state,
  origin,
  { id, retries, period },
) => {
  ensureRoot(origin)
  retryTask(state, addressOf(state, id), id, retries, period)
}

export const cancelRetry: Handler<typeof calls.cancel_retry> = (state, origin, { task }) => {
  ensureRoot(origin)
  forgetRetry(state, task, undefined)
}

export const cancelRetryNamed: Handler<typeof calls.cancel_retry_named> = (state, origin, { id }) => {
  ensureRoot(origin)
  forgetRetry(state, addressOf(state, id), id)
}

function retryTask(
  state: State,
  task: TaskAddress,
  id: Uint8Array | undefined,
  retries: number,
  period: number,
): void {
  taskAt(state, task)
  storage.Retries.set(state, [...task], { total_retries: retries, remaining: retries, period })
  events.RetrySet.deposit(state, { task, id, period, retries })
}

function forgetRetry(state: State, task: TaskAddress, id: Uint8Array | undefined): void {
  taskAt(state, task)
  storage.Retries.delete(state, [...task])
  events.RetryCancelled.deposit(state, { task, id })
}
