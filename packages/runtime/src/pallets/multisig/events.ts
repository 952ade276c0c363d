import { defineEvents, event } from "@taonet/frame/schema/events"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, bytesFixed, result, unit } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { Timepoint } from "./types.ts"

export const events = defineEvents("Multisig", {
  NewMultisig: event(0, "A multisig call was opened with its first approval", {
    approving: AccountId32,
    multisig: AccountId32,
    call_hash: as("CallHash", bytesFixed(32)),
  }),
  MultisigApproval: event(1, "Another signatory approved a pending multisig call", {
    approving: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: as("CallHash", bytesFixed(32)),
  }),
  MultisigExecuted: event(2, "A multisig call got enough approvals and was run, with this result", {
    approving: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: as("CallHash", bytesFixed(32)),
    result: as("DispatchResult", result(unit, DispatchError)),
  }),
  MultisigCancelled: event(3, "A pending multisig call was withdrawn", {
    cancelling: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: as("CallHash", bytesFixed(32)),
  }),
  DepositPoked: event(4, "The deposit of a pending multisig call was adjusted", {
    who: AccountId32,
    call_hash: as("CallHash", bytesFixed(32)),
    old_deposit: as("BalanceOf<T>", TaoBalance),
    new_deposit: as("BalanceOf<T>", TaoBalance),
  }),
})
