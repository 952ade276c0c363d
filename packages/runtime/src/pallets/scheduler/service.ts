/**
 * Runs the planned calls when their block has come, as far as their share of the block reaches; what does not fit waits for the next
 * block. behaviour/other-pallets.md section 6; source: pallet_scheduler `service_agendas`.
 */
import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure } from "@taonet/frame/errors"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { saturatingAddU32 } from "@taonet/primitives/integers"
import { dropCall, peekCall } from "../preimage/bounded.ts"
import { sumWeights } from "../utility/inner.ts"
import { originOf } from "../utility/origins.ts"
import { outcome } from "../utility/outcome.ts"
import { placeTask, type TaskAddress } from "./agenda.ts"
import {
  agendasWeight,
  agendaWeight,
  createMeter,
  retryWeight,
  signedWeight,
  taskWeight,
  unsignedWeight,
  type WeightMeter,
} from "./meter.ts"
import { constants, events, storage } from "./schema.ts"
import type { Bounded, RetryConfig, Scheduled } from "./types.ts"

/** Runs all agendas up to the block `now`, beginning with the first that was not finished. */
export function serviceAgendas(state: State, now: number): void {
  const meter = createMeter(constants.MaximumWeight.get(state))
  if (!meter.consume(agendasWeight)) return
  const fullAgenda = agendaWeight(constants.MaxScheduledPerBlock.get(state))
  const block: Block = { now, executed: 0 }
  let when = storage.IncompleteSince.get(state) ?? now
  let incompleteSince = now + 1
  while (when <= now && meter.fits(fullAgenda)) {
    if (!serviceAgenda(state, meter, block, when)) incompleteSince = Math.min(incompleteSince, when)
    when++
  }
  incompleteSince = Math.min(incompleteSince, when)
  storage.IncompleteSince.delete(state)
  if (incompleteSince > now) return
  events.AgendaIncomplete.deposit(state, { when: incompleteSince })
  storage.IncompleteSince.set(state, incompleteSince)
}

/** The block that is being built, and how many tasks it has run. */
interface Block {
  readonly now: number
  executed: number
}

/** Runs a block's tasks by priority, as the agenda is at the start. Returns whether all are done with. */
function serviceAgenda(state: State, meter: WeightMeter, block: Block, when: number): boolean {
  const agenda = [...storage.Agenda.get(state, when)]
  const ordered = agenda
    .flatMap((task, index) => (task ? [{ task, index }] : []))
    .sort((a, b) => a.task.priority - b.task.priority)
  meter.consume(agendaWeight(ordered.length))
  let postponed = 0
  let kept = 0
  for (const { task, index } of ordered) {
    if (!meter.fits(weightOf(task, lookupLengthOf(task.call)))) {
      postponed++
      break
    }
    const end = serviceTask(state, meter, block, [when, index], task)
    if (end === "overweight") postponed++
    if (end === "unavailable") kept++
    if (end !== "done") continue
    block.executed++
    agenda[index] = undefined
  }
  if (postponed > 0 || kept > 0) storage.Agenda.set(state, when, agenda)
  else storage.Agenda.delete(state, when)
  return postponed === 0
}

/** Runs one task. One whose call is missing, or too heavy though nothing ran before it, stays in its slot and is not tried again. */
function serviceTask(
  state: State,
  meter: WeightMeter,
  { now, executed }: Block,
  address: TaskAddress,
  task: Scheduled,
): "done" | "unavailable" | "overweight" {
  const place: Place = { now, address, id: task.maybe_id }
  const told = { task: place.address, id: place.id }
  if (place.id) storage.Lookup.delete(state, place.id)
  const peeked = peekCall(state, task.call)
  meter.consume(weightOf(task, peeked ? peeked.lookupLength : lookupLengthOf(task.call)))
  if (!peeked) {
    events.CallUnavailable.deposit(state, told)
    dropCall(state, task.call)
    return "unavailable"
  }
  const result = execute(state, meter, task, peeked.call)
  if (!result) {
    if (executed > 0) return "overweight"
    dropCall(state, task.call)
    events.PermanentlyOverweight.deposit(state, told)
    return "unavailable"
  }
  const retry = storage.Retries.get(state, place.address)
  storage.Retries.delete(state, place.address)
  events.Dispatched.deposit(state, { ...told, result: outcome(result) })
  if (retry && !result.ok) planRetry(state, meter, place, task, retry)
  planNextTurn(state, place, task, retry)
  return "done"
}

interface Place {
  readonly now: number
  readonly address: TaskAddress
  readonly id: Uint8Array | undefined
}

/** Undefined: the weight that is left does not reach. */
function execute(
  state: State,
  meter: WeightMeter,
  task: Scheduled,
  call: RuntimeCallValue,
): DispatchResult | undefined {
  const isSigned = task.origin.type === "system" && task.origin.value.type === "Signed"
  const base = isSigned ? signedWeight : unsignedWeight
  const declared = state.dispatcher.info(call).weight
  if (!meter.fits(sumWeights(base, declared))) return undefined
  const origin = originOf(task.origin)
  const result: DispatchResult = origin
    ? state.dispatcher.dispatch(state, origin, call)
    : { ok: false, error: new DispatchFailure({ type: "BadOrigin" }), post: {} }
  meter.consume(base)
  meter.consume(result.post.weight ?? declared)
  return result
}

/** Plans a failed call once more, without name and without further turns, while it has retries left. */
function planRetry(
  state: State,
  meter: WeightMeter,
  place: Place,
  task: Scheduled,
  retry: RetryConfig,
): void {
  const { now, address, id } = place
  const told = { task: address, id }
  if (!meter.consume(retryWeight(constants.MaxScheduledPerBlock.get(state)))) {
    events.RetryFailed.deposit(state, told)
    return
  }
  if (retry.remaining === 0) return
  const again = { ...task, maybe_id: undefined, maybe_periodic: undefined }
  const placed = placeTask(state, saturatingAddU32(now, retry.period), again)
  if (placed) {
    storage.Retries.set(state, [...placed], { ...retry, remaining: retry.remaining - 1 })
    return
  }
  dropCall(state, task.call)
  // The copy has no name.
  events.RetryFailed.deposit(state, { task: address, id: undefined })
}

/** Plans the next turn of a repeating call; any other is done with. */
function planNextTurn(state: State, place: Place, task: Scheduled, retry: RetryConfig | undefined): void {
  if (!task.maybe_periodic) {
    dropCall(state, task.call)
    return
  }
  const [period, count] = task.maybe_periodic
  const next: Scheduled = { ...task, maybe_periodic: count > 1 ? [period, count - 1] : undefined }
  const placed = placeTask(state, saturatingAddU32(place.now, period), next)
  if (!placed) {
    dropCall(state, task.call)
    events.PeriodicFailed.deposit(state, { task: place.address, id: place.id })
    return
  }
  if (retry) storage.Retries.set(state, [...placed], retry)
}

const lookupLengthOf = (call: Bounded): number | undefined =>
  call.type === "Lookup" ? call.value.len : undefined

const weightOf = ({ maybe_id, maybe_periodic }: Scheduled, lookupLength: number | undefined) =>
  taskWeight({ lookupLength, named: maybe_id !== undefined, periodic: maybe_periodic !== undefined })
