import { definePallet, type InfoRule } from "@taonet/frame/pallet"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import * as logic from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"

/** Reference time of a burn that may end the account; the table has that of one that may not. */
const burnAllowDeathRefTime = 30_219_000n

const burnInfo: InfoRule = ({ keep_alive }: ArgsOf<typeof calls.burn>, base) =>
  keep_alive ? base : { ...base, weight: { ...base.weight, ref_time: burnAllowDeathRefTime } }

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
  info: { burn: burnInfo },
})
