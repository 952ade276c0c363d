import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("Scheduler", 15, {
  FailedToSchedule: "The call could not be planned, for example because its name is taken",
  NotFound: "No such planned call exists",
  TargetBlockNumberInPast: "The target block is not in the future",
  RescheduleNoChange: "The new block is the same as the old one",
  Named: "A named task cannot be handled by the calls for unnamed ones",
})
