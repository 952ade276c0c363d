import { call, defineCalls } from "@taonet/frame/schema/calls"
import { as, bytesFixed, option, tuple, u8, u32 } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"

export const calls = defineCalls("Scheduler", {
  schedule: call(0, "Plans a call for a given block, optionally repeating; root only", {
    when: as("BlockNumberFor<T>", u32),
    maybe_periodic: as("Option<schedule::Period<BlockNumberFor<T>>>", option(tuple(u32, u32))),
    priority: as("schedule::Priority", u8),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  cancel: call(1, "Cancels the planned call at a given block and index; root only", {
    when: as("BlockNumberFor<T>", u32),
    index: u32,
  }),
  schedule_named: call(2, "Plans a call for a given block under a name; root only", {
    id: as("TaskName", bytesFixed(32)),
    when: as("BlockNumberFor<T>", u32),
    maybe_periodic: as("Option<schedule::Period<BlockNumberFor<T>>>", option(tuple(u32, u32))),
    priority: as("schedule::Priority", u8),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  cancel_named: call(3, "Cancels a planned call by its name; root only", {
    id: as("TaskName", bytesFixed(32)),
  }),
  schedule_after: call(4, "Plans a call a number of blocks from now; root only", {
    after: as("BlockNumberFor<T>", u32),
    maybe_periodic: as("Option<schedule::Period<BlockNumberFor<T>>>", option(tuple(u32, u32))),
    priority: as("schedule::Priority", u8),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  schedule_named_after: call(5, "Plans a named call a number of blocks from now; root only", {
    id: as("TaskName", bytesFixed(32)),
    after: as("BlockNumberFor<T>", u32),
    maybe_periodic: as("Option<schedule::Period<BlockNumberFor<T>>>", option(tuple(u32, u32))),
    priority: as("schedule::Priority", u8),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  set_retry: call(6, "Sets how often and at what interval a failing planned call is tried again; root only", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
    retries: u8,
    period: as("BlockNumberFor<T>", u32),
  }),
  set_retry_named: call(7, "Sets how a failing named call is tried again; root only", {
    id: as("TaskName", bytesFixed(32)),
    retries: u8,
    period: as("BlockNumberFor<T>", u32),
  }),
  cancel_retry: call(8, "Removes the retry setting of a planned call; root only", {
    task: as("TaskAddress<BlockNumberFor<T>>", tuple(u32, u32)),
  }),
  cancel_retry_named: call(9, "Removes the retry setting of a named call; root only", {
    id: as("TaskName", bytesFixed(32)),
  }),
})
