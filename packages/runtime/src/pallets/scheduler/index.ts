import { definePallet } from "@taonet/frame/pallet"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"
import { serviceAgendas } from "./service.ts"

export const scheduler = definePallet(schema, calls, {
  calls: {
    schedule: logic.schedule,
    cancel: logic.cancel,
    schedule_named: logic.scheduleNamed,
    cancel_named: logic.cancelNamed,
    schedule_after: logic.scheduleAfter,
    schedule_named_after: logic.scheduleNamedAfter,
    set_retry: logic.setRetry,
    set_retry_named: logic.setRetryNamed,
    cancel_retry: logic.cancelRetry,
    cancel_retry_named: logic.cancelRetryNamed,
  },
  hooks: { onInitialize: serviceAgendas },
})
