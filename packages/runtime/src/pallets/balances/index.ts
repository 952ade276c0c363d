import { definePallet } from "@taonet/frame/pallet"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"

export const balances = definePallet(schema, calls, {
  calls: {
    transfer_allow_death: logic.transferAllowDeath,
    force_transfer: logic.forceTransfer,
    transfer_keep_alive: logic.transferKeepAlive,
    transfer_all: logic.transferAll,
    force_unreserve: logic.forceUnreserve,
    upgrade_accounts: logic.upgradeAccounts,
    force_set_balance: logic.forceSetBalance,
    force_adjust_total_issuance: logic.forceAdjustTotalIssuance,
    burn: logic.burn,
  },
})
