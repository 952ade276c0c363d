import { defineEvents, event } from "@taonet/frame/schema/events"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, bool } from "@taonet/primitives/scale/index"
import { DispatchEventInfo } from "./types.ts"

export const events = defineEvents("System", {
  ExtrinsicSuccess: event(0, "An extrinsic was executed without error", { dispatch_info: DispatchEventInfo }),
  ExtrinsicFailed: event(1, "An extrinsic was included but its call returned an error", {
    dispatch_error: DispatchError,
    dispatch_info: DispatchEventInfo,
  }),
  CodeUpdated: event(2, "The runtime code was replaced"),
  NewAccount: event(3, "A new account came into existence", { account: AccountId32 }),
  KilledAccount: event(4, "An account was removed from state", { account: AccountId32 }),
  Remarked: event(5, "A remark was recorded, identified by the hash of its bytes", {
    sender: AccountId32,
    hash: as("T::Hash", H256),
  }),
  UpgradeAuthorized: event(6, "A runtime hash was approved for a later upgrade", {
    code_hash: as("T::Hash", H256),
    check_version: bool,
  }),
  RejectedInvalidAuthorizedUpgrade: event(
    7,
    "An approved runtime was turned down because its code or version is not valid",
    { code_hash: as("T::Hash", H256), error: DispatchError },
  ),
})
