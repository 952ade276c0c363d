import { defineEvents, event } from "@taonet/frame/schema/events"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, bytesFixed, option, result, tuple, u8, u32, unit } from "@taonet/primitives/scale/index"

export const events = defineEvents("Scheduler", {
  Scheduled: event(0, "A call was planned for this block and index", {
    when: as("BlockNumberFor<T>", u32),
    index: u32,
  }),
  Canceled: event(1, "A planned call was cancelled", { when: as("BlockNumberFor<T>", u32), index: u32 }),
  Dispatched: event(2, "A planned call was run, with this result", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
    result: as("DispatchResult", result(unit, DispatchError)),
  }),
  RetrySet: event(3, "A retry setting was given to a planned call", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
    period: as("BlockNumberFor<T>", u32),
    retries: u8,
  }),
  RetryCancelled: event(4, "The retry setting of a planned call was removed", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
  }),
  CallUnavailable: event(5, "A planned call could not run because its data is missing", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
  }),
  PeriodicFailed: event(6, "A repeating call could not be planned for its next turn", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
  }),
  RetryFailed: event(7, "A failed call could not be planned for another try", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
  }),
  PermanentlyOverweight: event(8, "A planned call is too heavy to ever fit into a block", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    id: as("Option<TaskName>", option(bytesFixed(32))),
  }),
  AgendaIncomplete: event(9, "Some calls planned for this block had to wait", {
    when: as("BlockNumberFor<T>", u32),
  }),
})
