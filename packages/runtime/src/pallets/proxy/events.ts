import { defineEvents, event } from "@taonet/frame/schema/events"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { DispatchError } from "@taonet/frame/types/sp_runtime"
import { as, bool, result, u16, u32, unit } from "@taonet/primitives/scale/index"
import { ProxyType, TaoBalance } from "../../types/subtensorCommon.ts"
import { DepositKind } from "./types.ts"

export const events = defineEvents("Proxy", {
  ProxyExecuted: event(0, "A proxied call was run, with this result", {
    result: as("DispatchResult", result(unit, DispatchError)),
  }),
  PureCreated: event(1, "A keyless account was created", {
    pure: AccountId32,
    who: AccountId32,
    proxy_type: ProxyType,
    disambiguation_index: u16,
  }),
  PureKilled: event(2, "A keyless account was removed", {
    pure: AccountId32,
    spawner: AccountId32,
    proxy_type: ProxyType,
    disambiguation_index: u16,
  }),
  Announced: event(3, "A delegate announced a call for an account", {
    real: AccountId32,
    proxy: AccountId32,
    call_hash: as("CallHashOf<T>", H256),
  }),
  ProxyAdded: event(4, "An account gained a proxy", {
    delegator: AccountId32,
    delegatee: AccountId32,
    proxy_type: ProxyType,
    delay: as("BlockNumberFor<T>", u32),
  }),
  ProxyRemoved: event(5, "An account lost a proxy", {
    delegator: AccountId32,
    delegatee: AccountId32,
    proxy_type: ProxyType,
    delay: as("BlockNumberFor<T>", u32),
  }),
  DepositPoked: event(6, "A proxy or announcement deposit was adjusted", {
    who: AccountId32,
    kind: DepositKind,
    old_deposit: as("BalanceOf<T>", TaoBalance),
    new_deposit: as("BalanceOf<T>", TaoBalance),
  }),
  RealPaysFeeSet: event(7, "An account changed whether it pays the fees of a delegate", {
    real: AccountId32,
    delegate: AccountId32,
    pays_fee: bool,
  }),
})
