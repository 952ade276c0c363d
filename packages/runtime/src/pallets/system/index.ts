import { definePallet } from "@taonet/frame/pallet"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"
import { validateUnsigned } from "./unsigned.ts"

export const system = definePallet(schema, calls, {
  calls: {
    remark: logic.remark,
    set_heap_pages: logic.setHeapPages,
    set_code: logic.setCode,
    set_code_without_checks: logic.setCodeWithoutChecks,
    set_storage: logic.setStorage,
    kill_storage: logic.killStorage,
    kill_prefix: logic.killPrefix,
    remark_with_event: logic.remarkWithEvent,
    authorize_upgrade: logic.authorizeUpgrade,
    authorize_upgrade_without_checks: logic.authorizeUpgradeWithoutChecks,
    apply_authorized_upgrade: logic.applyAuthorizedUpgrade,
  },
  validateUnsigned,
})
