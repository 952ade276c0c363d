import { defineStorage, map, twox64Concat } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { result, tuple, unit } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { BoundedVecAnnouncement, BoundedVecProxyDefinition } from "./types.ts"

export const storage = defineStorage("Proxy", {
  Proxies: map(
    "Account → its proxies with type and delay in blocks, and the reserved deposit in rao",
    [twox64Concat(AccountId32)],
    tuple(BoundedVecProxyDefinition, TaoBalance),
    [[], 0n],
  ),
  Announcements: map(
    "Delegate → its announced calls and the reserved deposit in rao",
    [twox64Concat(AccountId32)],
    tuple(BoundedVecAnnouncement, TaoBalance),
    [[], 0n],
  ),
  LastCallResult: map(
    "Account → result of its last proxied call in this block; cleared at block end",
    [twox64Concat(AccountId32)],
    result(unit, DispatchError),
  ),
  RealPaysFeeConsentV1: map(
    "(account, delegate) → consent of the account to pay the delegate's fees",
    [twox64Concat(AccountId32), twox64Concat(AccountId32)],
    unit,
  ),
})
